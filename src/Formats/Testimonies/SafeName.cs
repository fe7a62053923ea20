namespace SecureDrop.Formats.Testimonies;

/// <summary>Names that strangers chose, made harmless.</summary>
public static class SafeName
{
    public const int MaximumOctets = 200;

    /// <summary>For a terminal or a report: control, format and bidirectional characters, and backslashes as `\u{202E}`.</summary>
    public static string Show(string name) => throw new NotImplementedException($"{name}");

    /// <summary>For a text of several lines, where line ends and tabs stay as they are.</summary>
    public static string ShowText(string text) => throw new NotImplementedException($"{text}");

    /// <summary>
    /// One name for a disk: at most 200 octets of UTF-8, no slash, control or bidirectional character, no reserved DOS name, no leading dot.
    /// Different names may give one: see <see cref="SafeNames"/>.
    /// </summary>
    public static string ForDisk(string name) => throw new NotImplementedException($"{name}");
}
