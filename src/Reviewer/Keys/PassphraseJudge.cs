using System.Text;

namespace SecureDrop.Reviewer.Keys;

/// <summary>
/// Refuses the passphrases that a guesser tries first: short, repeated, sequential, well known. It knows no dictionary: what it lets pass may still be weak,
/// and only chance makes a strong one.
/// </summary>
internal static class PassphraseJudge
{
    public const string Hint = "six or more words drawn by dice or cards, in any language, are long for a machine and short for a memory";

    private const int Shortest = 12, Distinct = 6, Run = 3;

    private static readonly string[] Known =
    [
        "correcthorsebatterystaple", "passphrase", "password", "letmein", "iloveyou", "trustno1", "welcome", "monkey", "dragon", "football", "sunshine", "princess",
        "securedrop", "changeme", "default", "secret", "master", "admin", "login", "abc", "كلمةالسر", "motdepasse",
    ];

    private static readonly string[] Rows = ["qwertyuiop", "asdfghjkl", "zxcvbnm", "azertyuiop", "qsdfghjklm", "1234567890", "ضصثقفغعهخحجد", "شسيبلاتنمكط"];

    /// <summary>What is wrong with it, or null. The caller wipes it; the copies made here are out of reach, as any text's are.</summary>
    public static string? Refuse(ReadOnlySpan<char> passphrase)
    {
        var text = passphrase.ToString().ToLowerInvariant();
        if (Length(text) < Shortest) return $"it has fewer than {Shortest} characters";
        if (text.EnumerateRunes().Distinct().Count() < Distinct || IsRepeated(text)) return "it repeats itself";
        var plain = string.Concat(text.Where(char.IsLetterOrDigit));
        var rest = Known.Aggregate(plain, (left, word) => left.Replace(word, "", StringComparison.Ordinal));
        if (rest.Length < plain.Length && Length(rest) < Shortest) return "it is little more than a well-known passphrase";
        return Length(WithoutSequences(text)) < Shortest ? "it is little more than a sequence of neighbours, such as abcd, 4321 or qwerty" : null;
    }

    private static int Length(string text) => text.EnumerateRunes().Count();

    /// <summary>One piece again and again, the last time maybe cut.</summary>
    private static bool IsRepeated(string text) =>
        Enumerable.Range(1, text.Length / 2).Any(length => text.AsSpan(length).SequenceEqual(text.AsSpan(0, text.Length - length)));

    /// <summary>Of each run of neighbours only the first stays.</summary>
    private static string WithoutSequences(string text)
    {
        var left = new StringBuilder();
        for (var at = 0; at < text.Length;)
        {
            var end = at + 1;
            while (end < text.Length && AreNeighbours(text[end - 1], text[end])) end++;
            left.Append(text, at, end - at < Run ? end - at : 1);
            at = end;
        }
        return left.ToString();
    }

    private static bool AreNeighbours(char one, char next) =>
        Math.Abs(one - next) <= 1 || Rows.Any(row => row.Contains($"{one}{next}", StringComparison.Ordinal) || row.Contains($"{next}{one}", StringComparison.Ordinal));
}
