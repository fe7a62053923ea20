namespace SecureDrop.Storage;

/// <summary>Where a vault lies and what opens it.</summary>
/// <param name="Directory">A directory of its own on a local file system; made (mode 0700) when missing.</param>
/// <param name="AtRestKey">32 octets from outside the directory; copied, the caller may wipe them after opening.</param>
/// <param name="Time">The clock. Only its day is ever stored.</param>
public sealed record VaultOptions(string Directory, byte[] AtRestKey, TimeProvider Time)
{
    public const int AtRestKeySize = Formats.Control.AtRestKey.Size;

    /// <summary>Octets kept in a file that recovery on a full disk gives back: at least one full log.</summary>
    public long BallastOctets { get; init; } = 256 << 20;

    /// <summary>Log pages (of 8,192 octets) after which a checkpoint runs as soon as nobody waits for anything.</summary>
    public int CheckpointPages { get; init; } = 2_000;

    /// <summary>Log pages after which a checkpoint runs whoever waits: bounds the log, and what a start has to read.</summary>
    public int MostLogPages { get; init; } = 24_000;

    /// <summary>Octets of a ciphertext in one document; an engine's document ends at 16,683,050, and wrapping adds about a hundred.</summary>
    public int BlockOctets { get; init; } = 1 << 20;

    /// <summary>TestOnly: sees each read, write, flush and truncation of the vault's files before it happens, and may make it fail.</summary>
    public Func<FileStep, FileFault?>? TestOnlyStep { get; init; }

    /// <summary>TestOnly: in place of the volume's free octets.</summary>
    public Func<long>? TestOnlyFreeOctets { get; init; }

    /// <summary>TestOnly: guarantees taken away.</summary>
    public TestOnlyWeakness TestOnlyWeakness { get; init; }

    /// <summary>The key is a secret: only the directory is printed.</summary>
    public override string ToString() => $"VaultOptions({Directory})";
}
