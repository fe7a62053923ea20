using System.Text;

namespace SecureDrop.Operator.Doctor;

/// <summary>
/// Findings for a tired person at 80 columns: the worst first, each with its next step; what one thing hides stands together; what is fine is only counted.
/// </summary>
internal static class DoctorWords
{
    private const int Indent = 9;

    public static string Of(IReadOnlyList<Finding> findings, bool all)
    {
        var text = new StringBuilder();
        foreach (var finding in findings.Where(finding => finding is { Level: > Level.Ok, IsUnknown: false }).OrderByDescending(finding => finding.Level))
            Add(text, Word(finding.Level), $"{finding.Check}: {finding.Found}", finding.Remedy);
        foreach (var hidden in findings.Where(finding => finding.IsUnknown).GroupBy(finding => finding.Found))
        {
            // A word on which check to see helps only where there is no other.
            var remedies = hidden.Select(finding => finding.Remedy).Distinct().ToList();
            var own = remedies.Where(remedy => remedy?.StartsWith("see `", StringComparison.Ordinal) == false).ToList();
            var checks = string.Join(", ", hidden.Select(finding => finding.Check));
            Add(text, "unknown", $"{checks}: {hidden.Key["unknown: ".Length..]}", own.Count > 0 ? string.Join("; or ", own) : remedies[0]);
        }

        var fine = findings.Where(finding => finding.Level == Level.Ok).ToList();
        if (all) fine.ForEach(finding => Add(text, "ok", $"{finding.Check}: {finding.Found}", null));
        var (bad, notices) = (findings.Count(finding => finding is { Level: >= Level.Warning, IsUnknown: false }), findings.Count(finding => finding.Level == Level.Notice));
        var unknown = findings.Count(finding => finding.IsUnknown);
        text.Append($"{Number(bad, "thing")} to mend, {(unknown == 0 ? "" : $"{unknown} unknown, ")}{Number(notices, "notice")}, {fine.Count} fine{(all || fine.Count == 0 ? "" : " (--all lists them)")}");
        return text.ToString();
    }

    private static string Word(Level level) => level == Level.Danger ? "DANGER" : $"{level}".ToLowerInvariant();

    private static string Number(int count, string of) => $"{count} {of}{(count == 1 ? "" : "s")}";

    private static void Add(StringBuilder text, string word, string found, string? remedy)
    {
        text.Append(word.PadRight(Indent)).Append(found.Wrapped(Indent)).Append('\n');
        if (remedy is not null) text.Append("  next:".PadRight(Indent)).Append(remedy.Wrapped(Indent)).Append('\n');
    }
}
