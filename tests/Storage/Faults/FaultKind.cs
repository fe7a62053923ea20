namespace SecureDrop.Storage.Tests.Faults;

/// <summary>What goes wrong below the vault.</summary>
public enum FaultKind
{
    /// <summary>ENOSPC from a write or a flush, with nothing written.</summary>
    DiskFull,

    /// <summary>ENOSPC after a third of a write.</summary>
    ShortWrite,

    /// <summary>EIO from a read, write, flush or truncation.</summary>
    InputOutput,

    /// <summary>EIO from a flush.</summary>
    FailedFlush,
}
