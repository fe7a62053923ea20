namespace SecureDrop.Reviewer.Triage;

/// <summary>Orders of a list.</summary>
internal static class CaseOrder
{
    /// <summary>The first is what a list is sorted by when nothing is said.</summary>
    public static IReadOnlyList<string> Words { get; } = ["new", "day", "when", "size", "files", "place", "case"];

    /// <summary>`new`: what was never shown, then what has changed, then the rest, each the newest first. Otherwise the newest, largest or most first, or by the alphabet; `when`: the earliest first.</summary>
    public static IEnumerable<CaseFacts> Sort(IEnumerable<CaseFacts> cases, string by)
    {
        // By name last, so that two runs give the same.
        var named = cases.OrderBy(one => one.Name, StringComparer.Ordinal);
        return by switch
        {
            "day" => Newest(named),
            "when" => named.OrderBy(one => one.Incident?.First ?? DateOnly.MaxValue).ThenBy(one => one.Incident?.Last),
            "size" => named.OrderByDescending(one => one.Octets),
            "files" => named.OrderByDescending(one => one.FilesHere),
            "place" => named.OrderBy(one => one.Where is null).ThenBy(one => one.Where is { } where ? Folded.Of(where) : "", StringComparer.Ordinal),
            "case" => named,
            _ => Newest(named).OrderBy(one => one.Seen),
        };
    }

    private static IOrderedEnumerable<CaseFacts> Newest(IEnumerable<CaseFacts> cases) =>
        cases.OrderByDescending(one => one.LastDay ?? DateOnly.MinValue).ThenByDescending(one => one.Bundle ?? 0);
}
