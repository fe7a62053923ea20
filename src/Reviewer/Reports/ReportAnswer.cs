namespace SecureDrop.Reviewer.Reports;

/// <summary>What `report --json` says.</summary>
/// <param name="Cases">How many cases each file tells of.</param>
/// <param name="Files">One for each language.</param>
internal sealed record ReportAnswer(int Cases, IReadOnlyList<ReportAnswer.Written> Files)
{
    /// <param name="File">Its path.</param>
    /// <param name="Language">`ar` or `en`.</param>
    /// <param name="Octets">Its length.</param>
    /// <param name="Sha256">Of the whole file; the custody log names it.</param>
    internal sealed record Written(string File, string Language, long Octets, string Sha256);
}
