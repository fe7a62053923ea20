using System.Text;
using SecureDrop.Formats.Testimonies;

namespace SecureDrop.Reviewer.Triage;

/// <summary>
/// Words of strangers on a terminal: escaped by <see cref="SafeName"/>, and where they hold right-to-left letters, put between isolates (UAX #9 §2.7), each line
/// by itself, so that they stay one block and the words of this program around them keep their place. They are the only format characters that
/// this program writes, and each line closes what it opens. Terminals differ: some heed isolates, some reorder without heeding them, some do not reorder at all. So
/// whatever is written behind such words begins with a Latin letter, or nothing is.
/// </summary>
internal static class TerminalText
{
    private const char LeftToRight = '\u2066', RightToLeft = '\u2067', Pop = '\u2069';

    /// <summary>Columns a line has at least, so that a terminal of no width is not a loop without end.</summary>
    private const int Narrowest = 20;

    /// <summary>One line, whatever the text; when it is escaped already, it is not again.</summary>
    public static string Line(string text, bool escaped = false)
    {
        var shown = escaped ? text : SafeName.Show(text);
        return Isolate(shown, IsRightToLeft(shown));
    }

    /// <summary>The same, cut to so many columns where blanks allow it, or not at all.</summary>
    public static IEnumerable<string> Line(string text, int? columns)
    {
        var shown = SafeName.Show(text);
        return Cut(shown, columns, IsRightToLeft(shown));
    }

    /// <summary>A file's name, the same, but always from left to right, so that its end, by which programs go, stands at the right: else `jpg.ع.exe` would seem to be a picture.</summary>
    public static IEnumerable<string> Name(string name, int? columns)
    {
        var shown = SafeName.Show(name);
        return Cut(shown, columns, IsRightToLeft(shown) is null ? null : false);
    }

    /// <summary>A text of many lines, each cut.</summary>
    public static IEnumerable<string> Lines(string text, int? columns) =>
        // A tab would leave its line's width unknown.
        SafeName.ShowText(text).Replace("\t", "    ", StringComparison.Ordinal).TrimEnd('\n').Split('\n').SelectMany(line => Cut(line, columns, IsRightToLeft(line)));

    /// <summary>Columns that a text takes, by the widths most terminals use.</summary>
    public static int Columns(string shown) => shown.EnumerateRunes().Sum(Columns);

    /// <summary>The rest of a sentence that is broken reads on in the direction of its start.</summary>
    private static IEnumerable<string> Cut(string shown, int? columns, bool? rightToLeft) =>
        // Some terminals give each isolate a column.
        (columns is { } width ? Wrap(shown, Math.Max(width, Narrowest) - (rightToLeft is null ? 0 : 2)) : [shown]).Select(piece => Isolate(piece.TrimEnd(), rightToLeft));

    private static IEnumerable<string> Wrap(string line, int width)
    {
        var (start, blank, at, column) = (0, -1, 0, 0);
        while (at < line.Length)
        {
            Rune.DecodeFromUtf16(line.AsSpan(at), out var rune, out var length);
            var columns = Columns(rune);
            if (column + columns > width)
            {
                // A blank at the very end is not carried over; a word of more than a line is cut.
                var end = rune.Value == ' ' ? at : blank > start ? blank : at;
                yield return line[start..end];
                start = line[end] == ' ' ? end + 1 : end;
                (blank, column) = (-1, start < at ? Columns(line[start..at]) : 0);
                if (start > at)
                {
                    at = start;
                    continue;
                }
            }

            if (rune.Value == ' ') blank = at;
            (at, column) = (at + length, column + columns);
        }

        yield return line[start..];
    }

    private static int Columns(Rune rune) => rune.Value switch
    {
        (>= 0x20 and < 0x300) => 1,
        0x200C or 0x200D or LeftToRight or RightToLeft or Pop => 0,
        (>= 0x1100 and <= 0x115F) or (>= 0x2E80 and <= 0xA4CF) or (>= 0xAC00 and <= 0xD7A3) or (>= 0xF900 and <= 0xFAFF) or (>= 0xFE30 and <= 0xFE6F)
            or (>= 0xFF01 and <= 0xFF60) or (>= 0xFFE0 and <= 0xFFE6) or (>= 0x1F300 and <= 0x1FAFF) or (>= 0x20000 and <= 0x3FFFD) => 2,
        _ => Rune.GetUnicodeCategory(rune) is System.Globalization.UnicodeCategory.NonSpacingMark or System.Globalization.UnicodeCategory.EnclosingMark ? 0 : 1,
    };

    /// <summary>Null when no letter of it runs from right to left; otherwise whether the first letter does.</summary>
    private static bool? IsRightToLeft(string shown)
    {
        bool? first = null;
        foreach (var rune in shown.EnumerateRunes())
        {
            var rightToLeft = RunsRightToLeft(rune);
            first ??= rightToLeft ? true : Rune.IsLetter(rune) ? false : null;
            if (rightToLeft) return first;
        }

        return null;
    }

    /// <summary>Hebrew, Arabic, Syriac, Thaana, N'Ko and their neighbours, and Arabic digits; UnicodeData, Bidi_Class R, AL and AN, by block.</summary>
    private static bool RunsRightToLeft(Rune rune) =>
        rune.Value is (>= 0x0590 and <= 0x08FF) or (>= 0xFB1D and <= 0xFDFF) or (>= 0xFE70 and <= 0xFEFC) or (>= 0x10800 and <= 0x10FFF) or (>= 0x1E800 and <= 0x1EFFF);

    private static string Isolate(string shown, bool? rightToLeft) => rightToLeft switch
    {
        null => shown,
        true => $"{RightToLeft}{shown}{Pop}",
        false => $"{LeftToRight}{shown}{Pop}",
    };
}
