namespace SecureDrop.Storage.Tests.PowerLoss;

/// <summary>Every write, flush and truncation of a vault's two files, in order, from a beginning on.</summary>
internal sealed class Recording(Image beginning)
{
    private readonly List<Step> _steps = [];

    public Image Beginning => beginning;

    public int Count
    {
        get
        {
            lock (_steps) return _steps.Count;
        }
    }

    public Step this[int index] => _steps[index];

    /// <summary>For <see cref="VaultOptions.TestOnlyStep"/>.</summary>
    public FileFault? Take(FileStep step)
    {
        if (step.Action == FileAction.Read) return null;
        lock (_steps) _steps.Add(new Step(step.File, step.Action, step.Offset, step.Octets.ToArray()));
        return null;
    }

    /// <summary>
    /// Goes through all steps once. After each, a visitor gets what surely lies on the disk, and what was done since that no flush of the
    /// same file has covered.
    /// </summary>
    public void Walk(Action<int, Image, IReadOnlyList<Step>> visit)
    {
        var durable = beginning.Copy();
        var pending = new List<Step>();
        for (var after = 0; ; after++)
        {
            visit(after, durable, pending);
            if (after == _steps.Count) return;
            var step = _steps[after];
            pending.Add(step);
            if (step.Action != FileAction.Flush) continue;
            foreach (var done in pending.Where(done => done.File == step.File)) durable[done.File].Apply(done);
            pending.RemoveAll(done => done.File == step.File);
        }
    }
}
