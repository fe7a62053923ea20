using SecureDrop.Formats.OpenPgp;

namespace SecureDrop.Gateway.Start;

/// <summary>
/// What one gateway can bear. Nothing here but the rate and the octets of a day can be set from outside: tests make their own. Kestrel's own limits stand above these, so that
/// the answer is ours (a refusal of one size with a constant date), not the server's.
/// </summary>
internal sealed record Limits
{
    /// <summary>Octets of all bodies in flight together.</summary>
    public long BudgetOctets { get; init; } = 128 << 20;

    /// <summary>
    /// Longest message of a source as it is sent, so an armored one holds less: one half of <see cref="BudgetOctets"/> can take it. A courier's, on
    /// the control socket, may be as long once its armor is off.
    /// </summary>
    public long BodyOctets { get; init; } = Profile.MaximumOctets;

    /// <summary>What a form may add to the message in it: boundaries and the field's headers.</summary>
    public long FormOctets { get; init; } = 64 << 10;

    /// <summary>A receipt in a form, whatever its digits and marks.</summary>
    public int ReceiptBodyOctets { get; init; } = 4 << 10;

    public TimeSpan Grace { get; init; } = TimeSpan.FromSeconds(30);

    public int LeastOctetsPerSecond { get; init; } = 32;

    /// <summary>Submissions of a part's size at once, and the number that comes back each second; the same again of look-ups.</summary>
    public long Burst { get; init; } = 1000;

    public int RequestsPerSecond { get; init; } = 100;

    /// <summary>Forms, and larger bodies, have one of so many.</summary>
    public const int SmallLanes = 10;

    /// <summary>Solved puzzles at once, and the number that comes back each second, whatever comes by the other lanes.</summary>
    public double PuzzleBurst { get; init; } = 1000;

    public double PuzzlesPerSecond { get; init; } = 100;

    /// <summary>Bits of a puzzle when its lane is full, and when it is nearly empty (tests/Benchmarks/README.md says what they cost whom).</summary>
    public int LeastPuzzleBits { get; init; } = 16;

    public int MostPuzzleBits { get; init; } = 19;

    /// <summary>From a puzzle to its solution on the gateway: an old phone, a slow circuit. The body may take longer.</summary>
    public TimeSpan PuzzleLife { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Octets that sources may bring in a day; null for a share of what is free.</summary>
    public long? DailyOctets { get; init; }

    /// <summary>At once, over the public listener.</summary>
    public int Connections { get; init; } = ResourceLimits.Connections();

    /// <summary>70 kB of headers are refused with 431 by Kestrel itself.</summary>
    public int HeaderOctets { get; init; } = 16 << 10;
}
