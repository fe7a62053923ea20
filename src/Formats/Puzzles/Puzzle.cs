using System.Buffers.Binary;
using System.Numerics;
using System.Text;

namespace SecureDrop.Formats.Puzzles;

/// <summary>
/// Work that a gateway under pressure asks for before it takes a body: hashcash over SHA-256 (Back, 2002). A number solves it when
/// SHA-256(SHA-256(challenge) ‖ number) begins with so many zero bits; the challenge is hashed as its ASCII letters, the number as eight
/// octets, big-endian, and bits count from the highest of the first octet. Solving takes 2^bits tries on the average, checking takes one.
/// The challenge means something to the gateway alone. Vectors: tests/Vectors/puzzles.txt, which the page's own code reads too.
/// </summary>
public sealed record Puzzle
{
    /// <summary>Nobody is made to work longer: at more a hostile gateway could hold a phone for hours.</summary>
    public const int MostBits = 24;

    /// <summary>Letters of a challenge at most.</summary>
    public const int LongestChallenge = 256;

    /// <summary>How many tries lie between two looks at whether to stop.</summary>
    private const int Stride = 1 << 12;

    private Puzzle(string challenge, int bits) => (Challenge, Bits) = (challenge, bits);

    /// <summary>1 to 256 letters of base64url without padding (RFC 4648 §5).</summary>
    public string Challenge { get; }

    /// <summary>0 to 24.</summary>
    public int Bits { get; }

    /// <summary>Null when it is none: another letter, too long, too hard.</summary>
    public static Puzzle? Of(string? challenge, int bits) =>
        challenge is not null && IsChallenge(challenge) && bits is >= 0 and <= MostBits ? new Puzzle(challenge, bits) : null;

    public static bool IsChallenge(ReadOnlySpan<char> text)
    {
        if (text.Length is 0 or > LongestChallenge) return false;
        foreach (var letter in text)
            if (!char.IsAsciiLetterOrDigit(letter) && letter is not ('-' or '_')) return false;
        return true;
    }

    public bool IsSolvedBy(ulong number)
    {
        Span<byte> tried = stackalloc byte[Sha256Hash.Size + sizeof(ulong)];
        Start(tried);
        return IsSolved(tried, number);
    }

    /// <summary>The first number that solves it, from zero on.</summary>
    /// <exception cref="OperationCanceledException">Stopped before.</exception>
    public ulong Solve(CancellationToken stop)
    {
        Span<byte> tried = stackalloc byte[Sha256Hash.Size + sizeof(ulong)];
        Start(tried);
        for (var number = 0UL; ; number++)
        {
            if (number % Stride == 0) stop.ThrowIfCancellationRequested();
            if (IsSolved(tried, number)) return number;
        }
    }

    private void Start(Span<byte> tried) => Sha256Hash.Of(Encoding.ASCII.GetBytes(Challenge)).ToArray().CopyTo(tried);

    private bool IsSolved(Span<byte> tried, ulong number)
    {
        BinaryPrimitives.WriteUInt64BigEndian(tried[Sha256Hash.Size..], number);
        return BitOperations.LeadingZeroCount(BinaryPrimitives.ReadUInt32BigEndian(Sha256Hash.Function(tried))) >= Bits;
    }
}
