using System.Text;
using SecureDrop.Formats.Texts;

namespace SecureDrop.Formats;

/// <summary>
/// Where one of our formats says its version, and the one that this program writes. That place stays where it is in every version to come, whatever else
/// changes: it is all that an older program reads of a newer text, before it judges anything else. There is only version 1 yet, so nothing is migrated. A
/// later one reads each version by its own grammar; what is kept on a machine, vault and reviewer's home, is brought to it where their files are opened
/// (Storage/VaultDirectory, Reviewer/Home/HomeFormat), the file with the version last.
/// </summary>
/// <param name="What">Its name, for people.</param>
/// <param name="Before">What stands before the number, from the start of the line.</param>
/// <param name="Known">The version that this program reads.</param>
/// <param name="Line">The line it is on, from 1.</param>
/// <param name="After">One of these stands behind the number.</param>
public sealed record FormatVersion(string What, string Before, int Known, int Line = 1, string After = "\n")
{
    private const string Maker = "SecureDrop.Net ";
    private const int MostDigits = 10;
    private const int MostBeforeText = 256;

    /// <summary>TestOnly: of the format that is named here, programs read one version less in this flow of execution, as those before an upgrade do.</summary>
    public static AsyncLocal<string?> TestOnlyOlder { get; } = new();

    private int Read => TestOnlyOlder.Value == What ? Known - 1 : Known;

    /// <summary>Of a text whose first line is `SecureDrop.Net WHAT NUMBER`.</summary>
    public static FormatVersion OfTitle(string title)
    {
        var number = title.LastIndexOf(' ') + 1;
        return new FormatVersion(title[Maker.Length..(number - 1)], title[..number], int.Parse(title.AsSpan(number), System.Globalization.CultureInfo.InvariantCulture));
    }

    /// <summary>The version when it is one that this program does not read yet, whatever else the octets are; null when it is known, or no version at all.</summary>
    public NewerFormat? Newer(ReadOnlySpan<byte> octets)
    {
        for (var line = 1; line < Line; line++)
        {
            if (octets.IndexOf((byte)'\n') is var end && end < 0) return null;
            octets = octets[(end + 1)..];
        }

        if (!octets.StartsWith(Encoding.ASCII.GetBytes(Before))) return null;
        octets = octets[Before.Length..];
        var digits = octets[..Math.Min(octets.Length, MostDigits + 1)].IndexOfAnyExceptInRange((byte)'0', (byte)'9');
        if (digits < 1 || !After.Contains((char)octets[digits])) return null;
        return Written.TryNumber(Encoding.ASCII.GetString(octets[..digits]), out int version) && version > Read ? new NewerFormat(What, version, Read) : null;
    }

    /// <summary>The same of a clear-signed text, by its frame. Nobody has verified it then: a forger can write it too, and gets a refusal.</summary>
    public NewerFormat? NewerInFrame(ReadOnlySpan<byte> frame)
    {
        if (!frame.StartsWith("-----BEGIN PGP SIGNED MESSAGE-----\n"u8)) return null;
        var blank = frame[..Math.Min(frame.Length, MostBeforeText)].IndexOf("\n\n"u8);
        return blank < 0 ? null : Newer(frame[(blank + 2)..]);
    }
}
