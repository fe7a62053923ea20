using System.Buffers;
using System.Globalization;
using System.Text;

namespace SecureDrop.Formats.Testimonies;

/// <summary>Names and texts that strangers chose, made harmless.</summary>
public static class SafeName
{
    /// <summary>Longest name on a disk, in UTF-8 octets.</summary>
    public const int MaximumOctets = 200;

    private const int MaximumExtensionOctets = 20;
    private const char Instead = '_';

    private static readonly HashSet<string> Devices = new(StringComparer.OrdinalIgnoreCase)
    {
        "CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$",
        "COM0", "COM1", "COM2", "COM3", "COM4", "COM5", "COM6", "COM7", "COM8", "COM9", "COM¹", "COM²", "COM³",
        "LPT0", "LPT1", "LPT2", "LPT3", "LPT4", "LPT5", "LPT6", "LPT7", "LPT8", "LPT9", "LPT¹", "LPT²", "LPT³",
    };

    /// <summary>
    /// One line for a terminal or a report: what <see cref="Visibility"/> does not let pass (control, format, bidirectional and invisible characters, halves of
    /// surrogate pairs), and the backslash, stand as `\u{202E}`.
    /// </summary>
    public static string Show(string name) => Escape(name, keepLines: false);

    /// <summary>The same for a text of several lines: LF and tab stay.</summary>
    public static string ShowText(string text) => Escape(text, keepLines: true);

    /// <summary>
    /// One name for a disk: at most 200 octets of UTF-8, no slash, control or bidirectional character or other that a file system reserves,
    /// no reserved DOS name, no dot or dash in front. Different names may give one: see <see cref="SafeNames"/>.
    /// </summary>
    public static string ForDisk(string name) => ForDisk(name, "");

    /// <summary>The same with a suffix between stem and extension.</summary>
    internal static string ForDisk(string name, string suffix)
    {
        var safe = new StringBuilder();
        var visibility = new Visibility();
        foreach (var rune in name.EnumerateRunes())
        {
            var allowed = IsReserved(rune) ? new Rune(Instead) : rune;
            safe.Append(visibility.Shows(allowed) ? allowed.ToString() : Instead.ToString());
        }

        if (safe.Length == 0) safe.Append(Instead);
        if (safe[0] is '.' or '-' or ' ') safe[0] = Instead;
        if (safe[^1] is '.' or ' ') safe[^1] = Instead;
        if (Devices.Contains(safe.ToString().Split('.')[0].TrimEnd())) safe.Insert(0, Instead);

        var whole = safe.ToString();
        var dot = whole.LastIndexOf('.');
        var extension = dot > 0 && Encoding.UTF8.GetByteCount(whole.AsSpan(dot)) <= MaximumExtensionOctets ? whole[dot..] : "";
        var stem = whole[..^extension.Length];
        return Cut(stem, MaximumOctets - Encoding.UTF8.GetByteCount(extension + suffix)) + suffix + extension;
    }

    private static string Cut(string text, int octets)
    {
        var cut = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
        {
            octets -= rune.Utf8SequenceLength;
            if (octets < 0) break;
            cut.Append(rune);
        }

        return cut.ToString();
    }

    private static string Escape(string text, bool keepLines)
    {
        var shown = new StringBuilder(text.Length);
        var visibility = new Visibility();
        for (var rest = text.AsSpan(); !rest.IsEmpty;)
        {
            var isWhole = Rune.DecodeFromUtf16(rest, out var rune, out var length) == OperationStatus.Done;
            var shows = visibility.Shows(rune) && rune.Value != '\\';
            if (isWhole && (shows || (keepLines && rune.Value is '\n' or '\t'))) shown.Append(rest[..length]);
            else shown.Append(CultureInfo.InvariantCulture, $"\\u{{{(isWhole ? rune.Value : rest[0]):X}}}");
            rest = rest[length..];
        }

        return shown.ToString();
    }

    private static bool IsReserved(Rune rune) => rune.IsAscii && "/\\:*?\"<>|".Contains((char)rune.Value, StringComparison.Ordinal);
}
