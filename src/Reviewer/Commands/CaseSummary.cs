using SecureDrop.Formats.Testimonies;
using SecureDrop.Formats.Texts;
using SecureDrop.Reviewer.Cases;

namespace SecureDrop.Reviewer.Commands;

/// <summary>A case in one line of a list.</summary>
/// <param name="Case">Its name.</param>
/// <param name="Kind">`testimony`, or `letter` for what was sealed by other means.</param>
/// <param name="State">`complete`, `incomplete`, `conflict` or `refused`.</param>
/// <param name="Parts">How many have come.</param>
/// <param name="Count">How many there are, by the largest count said.</param>
/// <param name="Missing">Their numbers, as ranges.</param>
/// <param name="Files">Attachments that came whole.</param>
/// <param name="Language">As the source's program said it.</param>
/// <param name="Flags">What to know before touching it, each word once.</param>
/// <param name="Fault">Why the archive was refused, or a file has another hash.</param>
internal sealed record CaseSummary(
    string Case, string Kind, string State, int Parts, int Count, string? Missing, int Files, string? Language, IReadOnlyList<string> Flags, string? Fault)
{
    /// <summary>For help: what the words of <see cref="Flags"/> mean.</summary>
    public const string FlagsInWords =
        "Words in brackets say what to know before touching a case: [wishes] the source asks for care, read that first; [program], [macros] or [archive], by name or first octets, an attachment is or "
        + "may hold one; [double-extension] or [odd-name] its name poses as another kind, or hides letters; [account-differs] message.txt is not the account of testimony.json; [damaged] this disk has "
        + "lost or turned octets of it. Nothing is ever opened or unpacked.";

    public static CaseSummary Of(CaseRecord record)
    {
        var versions = record.Versions;
        var missing = Ranges.Of(versions.SelectMany(version => version.Missing).Select(range => (range.First, range.Last)));
        var faulty = versions.FirstOrDefault(version => version.Fault is not null);
        return new(
            record.Name, record.Testimony is null ? "letter" : "testimony", record.State,
            record.Parts.Count, versions.Max(version => version.Count), missing.Length == 0 ? null : missing,
            versions[0].Files.Count(file => file.Disk is not null), versions[0].Language,
            [.. versions.SelectMany(version => version.Flags.Concat(version.Files.SelectMany(file => file.Flags))).Distinct().Order()],
            faulty is { Fault: { } fault } ? $"{fault.Word()} ({SafeName.Show(faulty.FaultDetail ?? "")})" : null);
    }

    public override string ToString()
    {
        var parts = Kind == "letter" ? "letter" : $"{Parts} of {Count} parts";
        var missing = Missing is null ? "" : $", missing {Missing}";
        var flags = Flags.Count == 0 ? "" : $"  [{string.Join(", ", Flags)}]";
        var fault = Fault is null ? "" : $"  {Fault}";
        return $"{Case}  {State}  {parts}{missing}, {Files} {(Files == 1 ? "file" : "files")}{(Language is null ? "" : $", {SafeName.Show(Language)}")}{fault}{flags}";
    }
}
