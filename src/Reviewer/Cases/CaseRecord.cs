namespace SecureDrop.Reviewer.Cases;

/// <summary>What this machine knows of a case (HOME/cases/CASE/case.json): one testimony, or one sealed file that is not ours.</summary>
internal sealed record CaseRecord
{
    /// <summary>Short, the same on every machine.</summary>
    public required string Name { get; init; }

    /// <summary>The testimony's id in hexadecimal; null for a file that somebody sealed by other means.</summary>
    public string? Testimony { get; init; }
    public required IReadOnlyList<CasePart> Parts { get; init; }

    /// <summary>More than one when parts with one number differ: all are kept.</summary>
    public required IReadOnlyList<CaseVersion> Versions { get; init; }

    /// <summary>The operator's, and no testimony; null for all else.</summary>
    public CaseCanary? Canary { get; init; }

    /// <summary>`testimony`, `letter` for what was sealed by other means, or `canary`.</summary>
    public string Kind => Canary is not null ? "canary" : Testimony is null ? "letter" : "testimony";

    public bool InConflict => Versions.Count > 1;

    /// <summary>As this program writes it. A damaged disk may hold anything, also a path that leads out of the case.</summary>
    public bool IsSound =>
        Parts.Count > 0 && Parts.All(part => part is not null) && Versions.Count > 0
        && Versions.All(version => version is { Number: > 0, Count: > 0 } && version.Files.All(file => file is not null && IsInside(file.Disk)));

    /// <summary>`conflict`, `refused`, `incomplete` or `complete`, the gravest first.</summary>
    public string State =>
        InConflict ? "conflict" : Versions.Any(one => one.Fault is not null) ? "refused" : Versions.Any(one => one.Missing.Count > 0) ? "incomplete" : "complete";

    private static bool IsInside(string? disk) => disk is not ("" or "." or "..") && Path.GetFileName(disk) == disk;
}
