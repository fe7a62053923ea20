using SecureDrop.Certificates;
using SecureDrop.Formats.Control;

namespace SecureDrop.Operator.Doctor.Facts;

/// <summary>All that the checks judge by, gathered first: each check is a function of this and of nothing else.</summary>
internal sealed record Snapshot
{
    public required DateTimeOffset Now { get; init; }
    public required DataDirectory Directory { get; init; }

    /// <summary>What the running gateway says of itself.</summary>
    public required Seen<Status> Gateway { get; init; }

    /// <summary>Its process answers, though it may say nothing of its vault.</summary>
    public required bool IsAlive { get; init; }

    /// <summary>Something holds the vault, whether or not it answers.</summary>
    public required bool IsHeld { get; init; }

    /// <summary>The process that listens on the control socket.</summary>
    public required Seen<ProcessFacts> Process { get; init; }

    /// <summary>The keyring in force, verified again; its expiry is judged by a check.</summary>
    public required Seen<TrustedKeyring> Keyring { get; init; }

    /// <summary>The kit's signature, verified over the kit that this program makes itself; the words say what is wrong with it.</summary>
    public required Seen<KitSignature> Kit { get; init; }
    public required bool IsLockedDown { get; init; }

    /// <summary>A keyring was followed here, and the vault holds none.</summary>
    public required bool IsForgotten { get; init; }
    public required Seen<FileStatus> Folder { get; init; }

    /// <summary>What in the data directory others than its owner may touch, or another owns; names.</summary>
    public required Seen<string[]> LooseFiles { get; init; }

    /// <summary>The folders above that others may change, so that they could put another data directory in its place.</summary>
    public required string[] LooseParents { get; init; }
    public required Seen<FileStatus> Socket { get; init; }

    /// <summary>Where sources are brought in; null when that is no Unix socket.</summary>
    public DoorSocket? PublicSocket { get; init; }
    public required Seen<KeyFacts> Key { get; init; }

    /// <summary>systemd copies the whole folder of the at-rest key for the gateway.</summary>
    public bool HandsOverKeys => Process.OrNull()?.Credentials is not null;

    /// <summary>The operator's secret key; null when doctor was not told of one and none lies where the package has it.</summary>
    public KeyFacts? SigningKey { get; init; }
    public required Seen<Mount> Mount { get; init; }
    public BlockDevice? Disk { get; init; }
    public required Seen<Volume> Volume { get; init; }

    /// <summary>Octets of the ballast file; 0 when there is none.</summary>
    public required long Ballast { get; init; }
    public required Seen<FlushTimes> Flushes { get; init; }

    /// <summary>Null when the kernel does not tell.</summary>
    public required bool? IsClockSynchronised { get; init; }

    /// <summary>What the clock with the battery says, in seconds since 1970.</summary>
    public required Seen<string> BatteryClock { get; init; }

    /// <summary>/proc/swaps, with what lies under each line.</summary>
    public required Seen<SwapArea[]> Swaps { get; init; }
    public required Seen<string> CorePattern { get; init; }
    public required Seen<string> SuidDumpable { get; init; }
    public required Seen<DoorAnswer[]> Door { get; init; }
    public required Seen<ScanFacts> Scan { get; init; }
    public required Seen<PageFacts> Pages { get; init; }
    public required string OwnVersion { get; init; }

    public DateOnly Today => DateOnly.FromDateTime(Now.UtcDateTime);
}
