namespace SecureDrop.Storage.Tests;

/// <summary>
/// Records each write, flush and truncation of a vault's two files, and builds from them what a power loss could leave: everything up
/// to a file's last flush, and of what came after each write kept, lost, or torn at a sector.
/// </summary>
internal sealed class CrashRecorder
{
    private const int Sector = 512;
    private readonly List<Step> _steps = [];
    private readonly Dictionary<string, byte[]> _start = [];

    public int Count
    {
        get
        {
            lock (_steps) return _steps.Count;
        }
    }

    public void Begin(string directory)
    {
        foreach (var name in new[] { "vault.data", "vault.log" }) _start[name] = File.ReadAllBytes(Path.Combine(directory, name));
    }

    public FileFault? Record(FileStep step)
    {
        lock (_steps) _steps.Add(new Step(step.File, step.Action, step.Offset, step.Octets.ToArray()));
        return null;
    }

    /// <summary>Writes the two files as they could be after so many steps.</summary>
    public void Crash(int after, Random random, string directory)
    {
        foreach (var (name, start) in _start)
        {
            var steps = _steps.Take(after).Where(step => step.File == name).ToList();
            var flushed = steps.FindLastIndex(step => step.Action == FileAction.Flush);
            using var image = new MemoryStream();
            image.Write(start);
            var keepAll = random.Next(4) == 0;
            for (var at = 0; at < steps.Count; at++) Apply(image, steps[at], at < flushed || keepAll ? 1 : random.Next(3), random);
            File.WriteAllBytes(Path.Combine(directory, name), image.ToArray());
        }
    }

    private static void Apply(MemoryStream image, Step step, int fate, Random random)
    {
        if (step.Action == FileAction.Flush || fate == 0) return;
        if (step.Action == FileAction.Truncate)
        {
            image.SetLength(step.Offset);
            return;
        }

        if (image.Length < step.Offset + step.Octets.Length) image.SetLength(step.Offset + step.Octets.Length);
        for (var done = 0; done < step.Octets.Length;)
        {
            var length = Math.Min(step.Octets.Length - done, Sector - (int)((step.Offset + done) % Sector));
            if (fate == 1 || random.Next(2) == 0)
            {
                image.Position = step.Offset + done;
                image.Write(step.Octets, done, length);
            }

            done += length;
        }
    }

    private sealed record Step(string File, FileAction Action, long Offset, byte[] Octets);
}
