using System.Globalization;
using System.Text;

namespace SecureDrop.Reviewer.Tests.Triage;

/// <summary>What a terminal may be sent, whatever a source wrote. Its own rules, not those of the program: another hand must find the same.</summary>
internal static class Harmless
{
    private static readonly HashSet<int> Invisible =
        [0x00AD, 0x034F, 0x061C, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x180B, 0x180C, 0x180D, 0x180E, 0x180F, 0x200B, 0x200E, 0x200F, 0x2800, 0x3164, 0xFEFF, 0xFFA0];

    /// <summary>Null when nothing in it steers the terminal, hides, or leaves an isolate open at the end of a line; otherwise what does.</summary>
    public static string? Trouble(string output)
    {
        foreach (var line in output.Split('\n'))
        {
            var open = false;
            var before = new Rune(' ');
            for (var at = 0; at < line.Length;)
            {
                if (!Rune.TryGetRuneAt(line, at, out var rune)) return $"half a pair: {line}";
                at += rune.Utf16SequenceLength;
                if (rune.Value is 0x2066 or 0x2067)
                {
                    if (open) return $"an isolate in another: {Escaped(line)}";
                    open = true;
                }
                else if (rune.Value == 0x2069)
                {
                    if (!open) return $"an isolate closed that nothing opened: {Escaped(line)}";
                    open = false;
                }
                else if (IsTrouble(rune, before)) return $"U+{rune.Value:X4}: {Escaped(line)}";
                before = rune;
            }

            if (open) return $"an isolate left open: {Escaped(line)}";
        }

        return null;
    }

    public static void Check(string output) => Assert.True(Trouble(output) is null, Trouble(output));

    private static bool IsTrouble(Rune rune, Rune before) => Rune.GetUnicodeCategory(rune) switch
    {
        UnicodeCategory.Format => rune.Value is not (0x200C or 0x200D) || before.Value is 0x200C or 0x200D or ' ',
        UnicodeCategory.Control or UnicodeCategory.PrivateUse or UnicodeCategory.Surrogate or UnicodeCategory.OtherNotAssigned
            or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator => true,
        _ => Invisible.Contains(rune.Value) || rune.Value >= 0xE0000 || (rune.Value is >= 0xFE00 and <= 0xFE0F && (rune.Value < 0xFE0E || before.Value is >= 0xFE00 and <= 0xFE0F)),
    };

    private static string Escaped(string line) => string.Concat(line.Select(letter => letter is >= ' ' and < '\u007f' ? $"{letter}" : $"<{(int)letter:X4}>"));
}
