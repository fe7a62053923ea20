using System.Globalization;
using SecureDrop.Formats.Testimonies;

namespace SecureDrop.Reviewer.Triage;

/// <summary>A case as `list --json` and `list --csv` tell it.</summary>
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
/// <param name="Seen">`new` until `show` has shown it, `changed` when parts have come since, `seen`.</param>
/// <param name="Day">On which the first of it left the gateway, `2026-11-23`.</param>
/// <param name="Bundle">The first bundle that held any of it.</param>
/// <param name="When">In the source's words, at most 300 letters.</param>
/// <param name="Incident">What this program reads in them: `2024`, `2024-03`, `2024-03-17`, or two of these with `..` between.</param>
/// <param name="Where">In the source's words, at most 300 letters.</param>
/// <param name="Octets">Of account and files.</param>
/// <param name="Notes">How many the reviewers have written.</param>
/// <param name="Consent">What the source agrees to; absent where not asked.</param>
internal sealed record ListedCase(
    string Case, string Kind, string State, int Parts, int Count, string? Missing, int Files, string? Language, IReadOnlyList<string> Flags, string? Fault,
    string Seen, string? Day, int? Bundle, string? When, string? Incident, string? Where, long Octets, int Notes, Consent? Consent)
{
    public static ListedCase Of(CaseFacts facts) => new(
        facts.Name, facts.Kind, facts.State, facts.Parts, facts.Count, facts.Missing, facts.FilesHere, facts.Language, facts.Flags, facts.Fault,
        facts.Seen.ToString().ToLowerInvariant(), facts.Day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), facts.Bundle,
        facts.When, facts.Incident?.ToString(), facts.Where, facts.Octets, facts.Notes, facts.Consent);
}
