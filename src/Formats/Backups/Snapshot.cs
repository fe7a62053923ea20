using System.Diagnostics.CodeAnalysis;
using System.Text;
using SecureDrop.Formats.Texts;

namespace SecureDrop.Formats.Backups;

/// <summary>
/// snapshot.txt: what a gateway knows at one moment besides its ledger, its keyring and the ciphertexts. By all of them together a restored gateway answers
/// every receipt as before. It tells no order of arrival.
/// </summary>
/// <param name="Ledger">The ledger's id.</param>
/// <param name="Day">No line of the ledger has a later day.</param>
/// <param name="ExportedOn">When a bundle was last finished; null (written none) when that is not known.</param>
/// <param name="AcknowledgedOn">The same of an acknowledgement.</param>
/// <param name="Bundles">By number.</param>
/// <param name="Submissions">By hash.</param>
public sealed record Snapshot(
    LedgerId Ledger, DateOnly Day, DateOnly? ExportedOn, DateOnly? AcknowledgedOn,
    IReadOnlyList<SnapshotBundle> Bundles, IReadOnlyList<SnapshotSubmission> Submissions)
{
    public const string Title = "SecureDrop.Net snapshot 1";

    /// <summary>Where its version stands.</summary>
    public static FormatVersion Version { get; } = FormatVersion.OfTitle(Title);

    /// <summary>A million submissions, each opened by two reviewers, make 200 MB.</summary>
    public const int MaximumOctets = 512 << 20;

    private const string None = "none";

    public static IReadOnlyList<SnapshotSubmission> InOrder(IEnumerable<SnapshotSubmission> submissions) =>
        [.. submissions.OrderBy(one => one.Hash)];

    public byte[] Write()
    {
        using var octets = new MemoryStream();
        void Line(string line) => octets.Write(Encoding.ASCII.GetBytes(line + "\n"));
        Line(Title);
        Line($"ledger {Ledger}");
        Line($"day {Written.Of(Day)}");
        Line($"exported {(ExportedOn is { } exported ? Written.Of(exported) : None)}");
        Line($"acknowledged {(AcknowledgedOn is { } acknowledged ? Written.Of(acknowledged) : None)}");
        foreach (var bundle in Bundles) Line($"{bundle}");
        foreach (var submission in Submissions) Line($"{submission}");
        return octets.ToArray();
    }

    public static bool TryRead(
        ReadOnlySpan<byte> octets,
        [NotNullWhen(true)] out Snapshot? snapshot, [NotNullWhen(false)] out TextRefusal? refusal) =>
        StrictText.TryRead(octets, MaximumOctets, Read, value => value.Write(), out snapshot, out refusal, Version);

    private static TextRefusal? Read(Lines lines, out Snapshot? snapshot)
    {
        snapshot = null;
        if (!lines.TryNext(out var value) || !value.SequenceEqual(Title)) return lines.Refuse(TextFault.TitleWrong);
        if (!lines.TryField("ledger ", out value)) return lines.Refuse(TextFault.LineMalformed);
        if (!LedgerId.TryParse(value, out var ledger)) return lines.Refuse(TextFault.HashMalformed);
        if (!lines.TryField("day ", out value)) return lines.Refuse(TextFault.LineMalformed);
        if (!Written.TryDay(value, out var day)) return lines.Refuse(TextFault.DayMalformed);
        if (!lines.TryField("exported ", out value)) return lines.Refuse(TextFault.LineMalformed);
        if (!TryDayOrNone(value, out var exported)) return lines.Refuse(TextFault.DayMalformed);
        if (!lines.TryField("acknowledged ", out value)) return lines.Refuse(TextFault.LineMalformed);
        if (!TryDayOrNone(value, out var acknowledged)) return lines.Refuse(TextFault.DayMalformed);

        var (bundles, submissions) = (new List<SnapshotBundle>(), new List<SnapshotSubmission>());
        while (lines.TryNext(out var line))
        {
            if (line.StartsWith(SnapshotBundle.Word) && submissions.Count == 0)
            {
                if (SnapshotBundle.Parse(line[SnapshotBundle.Word.Length..], out var fault) is not { } bundle) return lines.Refuse(fault);
                if (bundles.Count > 0 && bundle.Number <= bundles[^1].Number) return lines.Refuse(TextFault.LineOutOfOrder);
                bundles.Add(bundle);
            }
            else if (line.StartsWith(SnapshotSubmission.Word))
            {
                if (SnapshotSubmission.Parse(line[SnapshotSubmission.Word.Length..], out var fault) is not { } submission) return lines.Refuse(fault);
                if (submissions.Count > 0 && submissions[^1].Hash >= submission.Hash) return lines.Refuse(TextFault.LineOutOfOrder);
                submissions.Add(submission);
            }
            else
            {
                return lines.Refuse(TextFault.LineMalformed);
            }
        }

        snapshot = new Snapshot(ledger, day, exported, acknowledged, bundles, submissions);
        return null;
    }

    private static bool TryDayOrNone(ReadOnlySpan<char> text, out DateOnly? day)
    {
        day = null;
        if (text.SequenceEqual(None)) return true;
        if (!Written.TryDay(text, out var read)) return false;
        day = read;
        return true;
    }
}
