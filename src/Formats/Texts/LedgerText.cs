using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace SecureDrop.Formats.Texts;

/// <summary>A stretch of one ledger, as a bundle carries it in data/ledger.txt.</summary>
/// <param name="Id">The ledger's id.</param>
/// <param name="After">The head before the first line of this text.</param>
/// <param name="Lines">Lines <c>After.Number + 1</c> and on.</param>
public sealed record LedgerText(LedgerId Id, LedgerHead After, IReadOnlyList<LedgerLine> Lines)
{
    public const string Title = "SecureDrop.Net ledger 1";
    public const int MaximumOctets = 64 << 20;

    /// <summary>The head after the last line.</summary>
    public LedgerHead Head => Lines.Aggregate(After, (head, line) => head.After(line));

    public byte[] Write()
    {
        var text = new StringBuilder($"{Title}\nid {Id}\nafter {Written.Of(After.Number)} {After.Head}\n");
        foreach (var line in Lines) text.Append($"{line}\n");
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    /// <summary>Numbers without gaps, days never backwards, entries of stored lines without gaps.</summary>
    public static bool TryRead(
        ReadOnlySpan<byte> octets,
        [NotNullWhen(true)] out LedgerText? ledger, [NotNullWhen(false)] out TextRefusal? refusal) =>
        StrictText.TryRead(octets, MaximumOctets, Read, value => value.Write(), out ledger, out refusal);

    private static TextRefusal? Read(Lines lines, out LedgerText? ledger)
    {
        ledger = null;
        if (!lines.TryNext(out var value) || !value.SequenceEqual(Title)) return lines.Refuse(TextFault.TitleWrong);
        if (!lines.TryField("id ", out value)) return lines.Refuse(TextFault.LineMalformed);
        if (!LedgerId.TryParse(value, out var id)) return lines.Refuse(TextFault.HashMalformed);
        if (!lines.TryField("after ", out value)) return lines.Refuse(TextFault.LineMalformed);
        if (LedgerHead.Parse(value) is not { } after) return lines.Refuse(TextFault.HashMalformed);
        if (after.Number == 0 && after != LedgerHead.Start(id)) return lines.Refuse(TextFault.HeadWrong);

        List<LedgerLine> read = [];
        // Null until a stored line tells where this stretch begins.
        int? stored = after.Number == 0 ? 0 : null;
        while (lines.TryNext(out var text))
        {
            if (!LedgerLine.TryParse(text, out var line, out var fault)) return lines.Refuse(fault);
            if (line.Number != after.Number + read.Count + 1) return lines.Refuse(TextFault.LineOutOfOrder);
            if (read.Count > 0 && line.Day < read[^1].Day) return lines.Refuse(TextFault.DayBackwards);
            var isStored = line.Event == LedgerEvent.Stored;
            if (isStored ? line.Entry != (stored ?? line.Entry - 1) + 1 : line.Entry > stored) return lines.Refuse(TextFault.EntryOutOfOrder);
            if (isStored) stored = line.Entry;
            read.Add(line);
        }

        ledger = new LedgerText(id, after, read);
        return null;
    }
}
