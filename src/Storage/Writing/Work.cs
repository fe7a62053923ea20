namespace SecureDrop.Storage.Writing;

/// <summary>Something to be done on the writer thread, and somebody who waits for it.</summary>
internal abstract class Work(WorkKind kind, long octets)
{
    public WorkKind Kind => kind;

    /// <summary>About how much it writes.</summary>
    public long Octets => octets;

    /// <summary>Of grouped work: <see cref="Run"/> changed something.</summary>
    public abstract bool Changed { get; }

    public abstract void Run(Contents contents);

    /// <summary>Answers with what <see cref="Run"/> found: for work that writes, only after that is durable.</summary>
    public abstract void Answer();

    /// <summary>Answers with trouble, if nothing was answered yet.</summary>
    public abstract void Fail(VaultUnavailableException trouble);
}

/// <summary>Work that ends in a value.</summary>
internal sealed class Work<T>(WorkKind kind, long octets, Func<Contents, T> run, Func<T, bool>? changed = null) : Work(kind, octets)
{
    // Not on the writer thread: what a caller does next must not hold up the others.
    private readonly TaskCompletionSource<T> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Func<T>? _found;

    public Task<T> Task => _answer.Task;

    public override bool Changed => _found is { } found && (changed is null || changed(found()));

    public override void Run(Contents contents)
    {
        var value = run(contents);
        _found = () => value;
    }

    public override void Answer()
    {
        if (_found is { } found) _answer.TrySetResult(found());
    }

    public override void Fail(VaultUnavailableException trouble) => _answer.TrySetException(trouble);
}
