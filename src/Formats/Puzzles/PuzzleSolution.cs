using System.Globalization;

namespace SecureDrop.Formats.Puzzles;

/// <summary>
/// A solved puzzle as a request's header <c>Puzzle-Solution</c> carries it: the challenge, a full stop, the number in 16 lower-case hexadecimal
/// digits. At most 273 letters; nothing else is read.
/// </summary>
public sealed record PuzzleSolution(string Challenge, ulong Number)
{
    public const string Header = "Puzzle-Solution";

    private const int Digits = 16;

    /// <summary>Null when it is none. Whether the number solves anything is not looked at.</summary>
    public static PuzzleSolution? Read(ReadOnlySpan<char> text)
    {
        var end = text.Length - Digits - 1;
        if (end < 1 || text[end] != '.' || !Puzzle.IsChallenge(text[..end])) return null;
        Span<byte> octets = stackalloc byte[Digits / 2];
        if (!LowerHex.TryRead(text[(end + 1)..], octets, out var number)) return null;
        return new PuzzleSolution($"{text[..end]}", System.Buffers.Binary.BinaryPrimitives.ReadUInt64BigEndian(number));
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Challenge}.{Number:x16}");
}
