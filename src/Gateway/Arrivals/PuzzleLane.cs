using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.WebUtilities;
using SecureDrop.Formats;
using SecureDrop.Formats.Puzzles;
using SecureDrop.Gateway.Start;

namespace SecureDrop.Gateway.Arrivals;

/// <summary>
/// The lane that stays open when the others are flooded: who comes by it has worked for this one body. A challenge is a time-limited token of Data
/// Protection that holds the body's SHA-256 and the number of bits, so that nothing is remembered of those who ask; its key lives and ends with the
/// process. The emptier the lane, the harder the next puzzles, and a solution of an easier one no longer counts: nobody hoards while it is cheap.
/// </summary>
internal sealed class PuzzleLane(Limits limits, TimeProvider time)
{
    /// <summary>A cut line or a lost answer costs no second puzzle; a token sent on and on cannot empty the lane.</summary>
    private const int UsesEach = 3;

    private readonly RateBucket _bucket = new(limits.PuzzleBurst, limits.PuzzlesPerSecond, time);
    private readonly ITimeLimitedDataProtector _tokens = new EphemeralDataProtectionProvider().CreateProtector("puzzle").ToTimeLimitedDataProtector();
    private readonly Lock _lock = new();

    // Only what the bucket has let in is kept, until its token ends by itself: at most the burst and what comes back in a token's life.
    private readonly Dictionary<string, int> _uses = [];
    private readonly Queue<(string Challenge, long Since)> _inOrder = new();

    public bool IsEmpty => _bucket.Left == 0;

    /// <summary>A puzzle for the body with this SHA-256.</summary>
    public Puzzle Ask(Sha256Hash digest)
    {
        var bits = Bits;
        var token = WebEncoders.Base64UrlEncode(_tokens.Protect([.. digest.ToArray(), (byte)bits], limits.PuzzleLife));
        return Puzzle.Of(token, bits) ?? throw new InvalidOperationException("No puzzle.");
    }

    public PuzzleJudgement Enter(PuzzleSolution solution, Sha256Hash digest)
    {
        if (Asked(solution.Challenge) is not [.. var bound, var bits] || !digest.ToArray().AsSpan().SequenceEqual(bound)) return PuzzleJudgement.Wrong;
        if (bits < Bits || Puzzle.Of(solution.Challenge, bits)?.IsSolvedBy(solution.Number) != true) return PuzzleJudgement.Wrong;
        lock (_lock)
        {
            Forget();
            var uses = _uses.GetValueOrDefault(solution.Challenge);
            if (uses == UsesEach) return PuzzleJudgement.Wrong;
            if (!_bucket.TryTake()) return PuzzleJudgement.LaneEmpty;
            _uses[solution.Challenge] = uses + 1;
            if (uses == 0) _inOrder.Enqueue((solution.Challenge, time.GetTimestamp()));
            return PuzzleJudgement.Entered;
        }
    }

    private int Bits
    {
        get
        {
            var steps = limits.MostPuzzleBits - limits.LeastPuzzleBits;
            return limits.LeastPuzzleBits + Math.Min(steps, (int)((1 - _bucket.Left) * (steps + 1)));
        }
    }

    /// <summary>What a token of ours holds; null for any other, or when its time is over.</summary>
    private byte[]? Asked(string challenge)
    {
        try
        {
            return _tokens.Unprotect(WebEncoders.Base64UrlDecode(challenge));
        }
        catch (Exception foreign) when (foreign is CryptographicException or FormatException)
        {
            return null;
        }
    }

    private void Forget()
    {
        while (_inOrder.TryPeek(out var oldest) && time.GetElapsedTime(oldest.Since) > limits.PuzzleLife) _uses.Remove(_inOrder.Dequeue().Challenge);
    }
}
