using SecureDrop.Formats.Testimonies;
using SecureDrop.Formats.Texts;
using SecureDrop.Reviewer.Cases;
using SecureDrop.Reviewer.Triage;

namespace SecureDrop.Reviewer.Commands;

/// <summary>A case in one line of a list.</summary>
/// <param name="Case">Its name.</param>
/// <param name="Kind">`testimony`, `letter` for what was sealed by other means, or `canary`.</param>
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
    /// <summary>When the operator sent it, of a canary.</summary>
    public DateOnly? CanaryOn { get; init; }

    /// <summary>For help: what the words of <see cref="Flags"/> mean.</summary>
    public const string FlagsInWords =
        "\n\nWords in brackets say what to know before touching a case; nothing is ever opened or unpacked to find out:"
        + "\n  [wishes]            the source asks for care: read that first"
        + "\n  [program]           an attachment is one, or holds script, by its name or first octets"
        + "\n  [macros]            an office file that may hold some"
        + "\n  [archive]           a packed file, whatever is in it"
        + "\n  [double-extension]  its name poses as another kind"
        + "\n  [odd-name]          its name hides letters, or turns their order around"
        + "\n  [account-differs]   message.txt is not the account of testimony.json"
        + "\n  [damaged]           this disk has lost or turned octets: open the bundle again"
        + "\n  [canary-replayed]   an operator's canary, sent once more by somebody else"
        + "\n  [canary-foreign]    an operator's canary of another ledger";

    public static CaseSummary Of(CaseRecord record)
    {
        var versions = record.Versions;
        var missing = Ranges.Of(versions.SelectMany(version => version.Missing).Select(range => (range.First, range.Last)));
        var faulty = versions.FirstOrDefault(version => version.Fault is not null);
        return new(
            record.Name, record.Kind, record.State,
            record.Parts.Count, versions.Max(version => version.Count), missing.Length == 0 ? null : missing,
            versions[0].Files.Count(file => file.Disk is not null), versions[0].Language,
            [.. versions.SelectMany(version => version.Flags.Concat(version.Files.SelectMany(file => file.Flags))).Distinct().Order()],
            faulty is { Fault: { } fault } ? $"{fault.Word()} ({SafeName.Show(faulty.FaultDetail ?? "")})" : null)
        {
            CanaryOn = record.Canary?.Day,
        };
    }

    public override string ToString()
    {
        if (CanaryOn is { } day) return $"{Case}  canary  the operator's, of {day:yyyy-MM-dd}; no testimony";
        var parts = Kind == "letter" ? "letter" : $"{Parts} of {Count} parts";
        var missing = Missing is null ? "" : $", missing {Missing}";
        var flags = Flags.Count == 0 ? "" : $"  [{string.Join(", ", Flags)}]";
        var fault = Fault is null ? "" : $"  {TerminalText.Line(Fault, escaped: true)}";
        return $"{Case}  {State}  {parts}{missing}, {Files} {(Files == 1 ? "file" : "files")}{(Language is null ? "" : $", {SafeName.Show(Language)}")}{fault}{flags}";
    }
}
