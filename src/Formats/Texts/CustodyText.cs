using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace SecureDrop.Formats.Texts;

/// <summary>
/// What was done with testimonies on one isolated machine, a line an act, each with its head. It begins where the gateway's ledger ends: at intake. The
/// head before the first line is the SHA-256 of the title line. Who can write the file can also make all heads anew: what pins a head is a signed
/// evidence bag or another person's note of it.
/// </summary>
/// <param name="Lines">From number 1.</param>
public sealed record CustodyText(IReadOnlyList<CustodyLine> Lines)
{
    public const string Title = "SecureDrop.Net custody 1";

    /// <summary>Where its version stands.</summary>
    public static FormatVersion Version { get; } = FormatVersion.OfTitle(Title);

    /// <summary>More than two hundred thousand acts.</summary>
    public const int MaximumOctets = 64 << 20;

    public static Sha256Hash Start { get; } = Sha256Hash.Of(Encoding.ASCII.GetBytes($"{Title}\n"));

    /// <summary>The head after the last line.</summary>
    public Sha256Hash Head => Lines is [.., var last] ? last.Head : Start;

    public byte[] Write() => Encoding.ASCII.GetBytes($"{Title}\n{string.Concat(Lines.Select(line => $"{line}\n"))}");

    /// <summary>One more act.</summary>
    public CustodyText With(DateOnly day, CustodyAct act, IReadOnlyList<Fingerprint> by, string what) =>
        new([.. Lines, CustodyLine.Next(Head, Lines.Count + 1, day, act, by, what)]);

    /// <summary>Numbers without gaps, each head that of the head before and its line.</summary>
    public static bool TryRead(
        ReadOnlySpan<byte> octets,
        [NotNullWhen(true)] out CustodyText? custody, [NotNullWhen(false)] out TextRefusal? refusal) =>
        StrictText.TryRead(octets, MaximumOctets, Read, value => value.Write(), out custody, out refusal, Version);

    private static TextRefusal? Read(Lines lines, out CustodyText? custody)
    {
        custody = null;
        if (!lines.TryNext(out var text) || !text.SequenceEqual(Title)) return lines.Refuse(TextFault.TitleWrong);
        List<CustodyLine> read = [];
        var head = Start;
        while (lines.TryNext(out text))
        {
            if (!CustodyLine.TryParse(text, out var line, out var fault)) return lines.Refuse(fault);
            if (line.Number != read.Count + 1) return lines.Refuse(TextFault.LineOutOfOrder);
            if (line.Head != line.HeadAfter(head)) return lines.Refuse(TextFault.HeadWrong);
            head = line.Head;
            read.Add(line);
        }

        custody = new CustodyText(read);
        return null;
    }
}
