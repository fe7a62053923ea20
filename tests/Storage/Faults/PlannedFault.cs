namespace SecureDrop.Storage.Tests.Faults;

/// <summary>Makes one step fail, or that one and all after it until it is repaired.</summary>
internal sealed class PlannedFault(FaultKind kind, int at, bool persistent)
{
    private const int NoSpace = 28, InputOutput = 5;
    private int _steps = -1;
    private volatile bool _repaired;

    /// <summary>The workload came so far.</summary>
    public bool Met => Volatile.Read(ref _steps) >= at;

    public VaultTrouble Expected => kind is FaultKind.DiskFull or FaultKind.ShortWrite ? VaultTrouble.StorageFull : VaultTrouble.StorageFailed;

    public void Repair() => _repaired = true;

    /// <summary>For <see cref="VaultOptions.TestOnlyStep"/>.</summary>
    public FileFault? Step(FileStep step)
    {
        if (_repaired || !Concerns(step.Action)) return null;
        var number = Interlocked.Increment(ref _steps);
        if (persistent ? number < at : number != at) return null;
        return new FileFault(
            kind == FaultKind.DiskFull ? 0 : step.Octets.Length / 3,
            new IOException("planned", Expected == VaultTrouble.StorageFull ? NoSpace : InputOutput));
    }

    private bool Concerns(FileAction action) => kind switch
    {
        FaultKind.DiskFull => action is FileAction.Write or FileAction.Flush,
        FaultKind.ShortWrite => action is FileAction.Write,
        FaultKind.FailedFlush => action is FileAction.Flush,
        _ => true,
    };
}
