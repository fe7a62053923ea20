using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace SecureDrop.Formats.Texts;

/// <summary>
/// A stretch of one ledger, as a bundle carries it in data/ledger.txt. A million submissions, each stored, exported, acknowledged and purged, make
/// 450 MB: <see cref="MaximumOctets"/> is more, and neither reading nor writing holds the text as a string beside it.
/// </summary>
/// <param name="Id">The ledger's id.</param>
/// <param name="After">The head before the first line of this text.</param>
/// <param name="Lines">Lines <c>After.Number + 1</c> and on.</param>
public sealed record LedgerText(LedgerId Id, LedgerHead After, IReadOnlyList<LedgerLine> Lines)
{
    public const string Title = "SecureDrop.Net ledger 1";

    /// <summary>Where its version stands.</summary>
    public static FormatVersion Version { get; } = FormatVersion.OfTitle(Title);

    public const int MaximumOctets = 512 << 20;

    private const int StartLines = 3;

    /// <summary>The head after the last line.</summary>
    public LedgerHead Head => Lines.Aggregate(After, (head, line) => head.After(line));

    /// <summary>Length of the text. Whoever joins two stretches asks before writing what nobody could read again.</summary>
    public long Octets => Start.Length + Lines.Sum(line => line.Octets + 1L);

    public byte[] Write()
    {
        using var text = new MemoryStream();
        Write(text);
        return text.ToArray();
    }

    /// <summary>The same, line by line.</summary>
    public void Write(Stream text)
    {
        text.Write(Encoding.ASCII.GetBytes(Start));
        foreach (var line in Lines) text.Write(Encoding.UTF8.GetBytes($"{line}\n"));
    }

    private string Start => $"{Title}\nid {Id}\nafter {Written.Of(After.Number)} {After.Head}\n";

    /// <summary>Numbers without gaps, days never backwards, entries of stored lines without gaps.</summary>
    public static bool TryRead(
        ReadOnlySpan<byte> octets,
        [NotNullWhen(true)] out LedgerText? ledger, [NotNullWhen(false)] out TextRefusal? refusal)
    {
        ledger = null;
        refusal = StrictText.Newer(octets, Version) ?? StrictText.Check(octets, MaximumOctets) ?? Read(octets, out ledger);
        if (refusal is null && ledger is not null) return true;
        refusal ??= new(TextFault.NotCanonical, 0);
        ledger = null;
        return false;
    }

    private static TextRefusal? Read(ReadOnlySpan<byte> octets, out LedgerText? ledger)
    {
        var start = 0;
        for (var line = 0; line < StartLines; line++) start += octets[start..].IndexOf((byte)'\n') + 1;
        var refusal = ReadStart(new Lines(Encoding.UTF8.GetString(octets[..start])), out ledger);
        if (ledger is null) return refusal;
        if (!octets[..start].SequenceEqual(Encoding.ASCII.GetBytes(ledger.Start))) return new(TextFault.NotCanonical, 0);
        List<LedgerLine> read = [];
        refusal = ReadLines(octets[start..], ledger.After, read);
        ledger = ledger with { Lines = read };
        return refusal;
    }

    private static TextRefusal? ReadStart(Lines lines, out LedgerText? ledger)
    {
        ledger = null;
        if (!lines.TryNext(out var value) || !value.SequenceEqual(Title)) return lines.Refuse(TextFault.TitleWrong);
        if (!lines.TryField("id ", out value)) return lines.Refuse(TextFault.LineMalformed);
        if (!LedgerId.TryParse(value, out var id)) return lines.Refuse(TextFault.HashMalformed);
        if (!lines.TryField("after ", out value)) return lines.Refuse(TextFault.LineMalformed);
        if (LedgerHead.Parse(value) is not { } after) return lines.Refuse(TextFault.HashMalformed);
        if (after.Number == 0 && after != LedgerHead.Start(id)) return lines.Refuse(TextFault.HeadWrong);
        ledger = new LedgerText(id, after, []);
        return null;
    }

    private static TextRefusal? ReadLines(ReadOnlySpan<byte> octets, LedgerHead after, List<LedgerLine> read)
    {
        // Null until a stored line tells where this stretch begins.
        int? stored = after.Number == 0 ? 0 : null;
        while (!octets.IsEmpty)
        {
            var end = octets.IndexOf((byte)'\n');
            var text = Encoding.UTF8.GetString(octets[..end]);
            octets = octets[(end + 1)..];
            TextRefusal Refuse(TextFault fault) => new(fault, StartLines + read.Count + 1);
            if (!LedgerLine.TryParse(text, out var line, out var fault)) return Refuse(fault);
            if (line.Number != after.Number + read.Count + 1) return Refuse(TextFault.LineOutOfOrder);
            if (read.Count > 0 && line.Day < read[^1].Day) return Refuse(TextFault.DayBackwards);
            var isStored = line.Event == LedgerEvent.Stored;
            if (isStored ? line.Entry != (stored ?? line.Entry - 1) + 1 : line.Entry > stored) return Refuse(TextFault.EntryOutOfOrder);
            // What we would write otherwise is not read.
            if ($"{line}" != text) return new(TextFault.NotCanonical, 0);
            if (isStored) stored = line.Entry;
            read.Add(line);
        }

        return null;
    }
}
