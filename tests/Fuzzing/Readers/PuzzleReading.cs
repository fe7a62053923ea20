using System.Text;
using SecureDrop.Formats.Puzzles;

namespace SecureDrop.Fuzzing.Readers;

/// <summary>The two headers that come with a solved puzzle: what is read is written the same.</summary>
internal static class PuzzleReading
{
    public static string Solution(byte[] octets, int cuts)
    {
        var text = Encoding.Latin1.GetString(octets);
        if (PuzzleSolution.Read(text) is not { } solution) return "refuse";
        BrokenPromiseException.Unless($"{solution}" == text, "written again it is another");
        BrokenPromiseException.Unless(Puzzle.Of(solution.Challenge, 0)?.IsSolvedBy(solution.Number) == true, "its challenge is none");
        return $"accept {solution.Number}";
    }

    public static string Digest(byte[] octets, int cuts)
    {
        var text = Encoding.Latin1.GetString(octets);
        if (ContentDigest.Read(text) is not { } digest) return "refuse";
        BrokenPromiseException.Unless(ContentDigest.Of(digest) == text, "written again it is another");
        return $"accept {digest}";
    }
}
