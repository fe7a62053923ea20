using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace SecureDrop.Formats.Texts;

/// <summary>
/// What goes back across the air gap: a line per entry of one bundle. It never groups parts nor carries testimony ids.
/// </summary>
/// <param name="Ledger">The ledger of the bundle.</param>
/// <param name="Bundle">The bundle's number, from 1.</param>
/// <param name="Head">The head of the bundle.</param>
/// <param name="Day">When it was written.</param>
/// <param name="Entries">In ascending order, each once.</param>
public sealed record Acknowledgement(LedgerId Ledger, int Bundle, LedgerHead Head, DateOnly Day, IReadOnlyList<AcknowledgedEntry> Entries)
{
    public const string Title = "SecureDrop.Net acknowledgement 1";

    /// <summary>Where its version stands.</summary>
    public static FormatVersion Version { get; } = FormatVersion.OfTitle(Title);

    /// <summary>A million entries make 36 MB when each has failed for the longest reason.</summary>
    public const int MaximumOctets = 48 << 20;

    /// <summary>The text to sign.</summary>
    public byte[] Write()
    {
        var text = new StringBuilder($"{Title}\nledger {Ledger}\nbundle {Written.Of(Bundle)}\n")
            .Append($"head {Written.Of(Head.Number)} {Head.Head}\nday {Written.Of(Day)}\n");
        foreach (var entry in Entries) text.Append($"{entry}\n");
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    /// <summary>Takes the signed text itself (<see cref="SignedText.Text"/>), not its frame.</summary>
    public static bool TryRead(
        ReadOnlySpan<byte> text,
        [NotNullWhen(true)] out Acknowledgement? acknowledgement, [NotNullWhen(false)] out TextRefusal? refusal) =>
        StrictText.TryRead(text, MaximumOctets, Read, value => value.Write(), out acknowledgement, out refusal, Version);

    private static TextRefusal? Read(Lines lines, out Acknowledgement? acknowledgement)
    {
        acknowledgement = null;
        if (!lines.TryNext(out var value) || !value.SequenceEqual(Title)) return lines.Refuse(TextFault.TitleWrong);
        if (!lines.TryField("ledger ", out value)) return lines.Refuse(TextFault.LineMalformed);
        if (!LedgerId.TryParse(value, out var ledger)) return lines.Refuse(TextFault.HashMalformed);
        if (!lines.TryField("bundle ", out value)) return lines.Refuse(TextFault.LineMalformed);
        if (!Written.TryNumber(value, out int bundle) || bundle == 0) return lines.Refuse(TextFault.NumberMalformed);
        if (!lines.TryField("head ", out value)) return lines.Refuse(TextFault.LineMalformed);
        if (LedgerHead.Parse(value) is not { } head) return lines.Refuse(TextFault.HashMalformed);
        if (!lines.TryField("day ", out value)) return lines.Refuse(TextFault.LineMalformed);
        if (!Written.TryDay(value, out var day)) return lines.Refuse(TextFault.DayMalformed);

        List<AcknowledgedEntry> entries = [];
        while (lines.TryNext(out var line))
        {
            if (AcknowledgedEntry.Parse(line, out var fault) is not { } entry) return lines.Refuse(fault);
            if (entries.Count > 0 && entry.Entry <= entries[^1].Entry) return lines.Refuse(TextFault.LineOutOfOrder);
            entries.Add(entry);
        }

        acknowledgement = new Acknowledgement(ledger, bundle, head, day, entries);
        return null;
    }
}
