namespace SecureDrop.Operator.Doctor;

/// <summary>What `doctor --json` prints of each finding. Level is ok, notice, warning or danger; what could not be seen begins with "unknown: ".</summary>
internal sealed record FindingLine(string Check, string Level, string Found, string? Remedy)
{
    public static FindingLine Of(Finding finding) => new(finding.Check, $"{finding.Level}".ToLowerInvariant(), finding.Found, finding.Remedy);
}
