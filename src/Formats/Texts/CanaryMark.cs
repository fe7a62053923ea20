using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace SecureDrop.Formats.Texts;

/// <summary>
/// What an operator's canary tells, clear-signed, as its whole account: that it is none of a source. Each is of one ledger and one day and has 128 random bits of its own, so that
/// none counts twice.
/// </summary>
/// <param name="Ledger">Of the gateway whose door it goes through.</param>
/// <param name="Day">When it was sent.</param>
/// <param name="Id">Random.</param>
public sealed record CanaryMark(LedgerId Ledger, DateOnly Day, CanaryId Id)
{
    public const string Title = "SecureDrop.Net canary 1";

    /// <summary>Where its version stands.</summary>
    public static FormatVersion Version { get; } = FormatVersion.OfTitle(Title);

    /// <summary>Of the text; its frame is some 300 octets longer.</summary>
    private const int MaximumOctets = 256;

    /// <summary>The text to sign.</summary>
    public byte[] Write() => Encoding.ASCII.GetBytes($"{Title}\nledger {Ledger}\nday {Written.Of(Day)}\nmark {Id}\n");

    /// <summary>Takes the signed text itself (<see cref="SignedText.Text"/>), not its frame.</summary>
    public static bool TryRead(
        ReadOnlySpan<byte> text,
        [NotNullWhen(true)] out CanaryMark? mark, [NotNullWhen(false)] out TextRefusal? refusal) =>
        StrictText.TryRead(text, MaximumOctets, Read, value => value.Write(), out mark, out refusal, Version);

    private static TextRefusal? Read(Lines lines, out CanaryMark? mark)
    {
        mark = null;
        if (!lines.TryNext(out var value) || !value.SequenceEqual(Title)) return lines.Refuse(TextFault.TitleWrong);
        if (!lines.TryField("ledger ", out value)) return lines.Refuse(TextFault.LineMalformed);
        if (!LedgerId.TryParse(value, out var ledger)) return lines.Refuse(TextFault.HashMalformed);
        if (!lines.TryField("day ", out value)) return lines.Refuse(TextFault.LineMalformed);
        if (!Written.TryDay(value, out var day)) return lines.Refuse(TextFault.DayMalformed);
        if (!lines.TryField("mark ", out value)) return lines.Refuse(TextFault.LineMalformed);
        if (!CanaryId.TryParse(value, out var id)) return lines.Refuse(TextFault.HashMalformed);
        if (lines.TryNext(out _)) return lines.Refuse(TextFault.LineMalformed);
        mark = new CanaryMark(ledger, day, id);
        return null;
    }
}
