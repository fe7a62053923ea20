using System.Globalization;
using System.Text;
using System.Text.Unicode;
using SecureDrop.Formats;

namespace SecureDrop.Reviewer.Triage;

/// <summary>
/// A reviewer's words about a case, as they lie inside the encryption: a title, the case, the day, an empty line, the words. The case's name stands inside
/// so that a note moved to another case does not pass for one of its own. Nobody signs: whoever can write to this machine can add a note.
/// </summary>
/// <param name="Case">Name of the case.</param>
/// <param name="Day">When it was written, by this machine's clock.</param>
/// <param name="Text">At most <see cref="MaximumOctets"/> of UTF-8, not blank.</param>
internal sealed record Note(string Case, DateOnly Day, string Text)
{
    public const int MaximumOctets = 1 << 20;
    private const string Title = "SecureDrop.Net note 1";
    /// <summary>Where its version stands.</summary>
    public static FormatVersion Version { get; } = FormatVersion.OfTitle(Title);

    private const string DayForm = "yyyy-MM-dd";

    public byte[] Write() => Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{Title}\ncase {Case}\nday {Day.ToString(DayForm, CultureInfo.InvariantCulture)}\n\n{Text}\n"));

    /// <summary>Null when it is not as <see cref="Write"/> writes it.</summary>
    public static Note? Read(byte[] octets)
    {
        if (!Utf8.IsValid(octets)) return null;
        var lines = Encoding.UTF8.GetString(octets).Split('\n', 5);
        if (lines is not [Title, var name, var day, "", var text] || !name.StartsWith("case ", StringComparison.Ordinal) || !day.StartsWith("day ", StringComparison.Ordinal)) return null;
        return DateOnly.TryParseExact(day[4..], DayForm, CultureInfo.InvariantCulture, DateTimeStyles.None, out var written) && text.EndsWith('\n') ? new Note(name[5..], written, text[..^1]) : null;
    }
}
