namespace SecureDrop.Reviewer.Reports;

/// <summary>
/// Which days stand out. The rules are as simple as they can be said on the page, and where there is too little to tell, nothing is told: this points
/// a reader to days, it proves nothing.
/// </summary>
internal static class Rhythm
{
    /// <summary>With fewer days that have cases, neither bursts nor gaps are named.</summary>
    public const int FewestDays = 10;

    /// <summary>How many times the median makes a burst or a gap.</summary>
    public const int Times = 3;
    public const int FewestCasesOfBurst = 5;
    public const int FewestDaysOfGap = 14;

    /// <summary>Days with at least five cases and at least three times as many as the median of days that have any; neighbours are one burst.</summary>
    public static IReadOnlyList<Stretch> Bursts(Timeline timeline)
    {
        var days = timeline.Days;
        if (days.Count < FewestDays) return [];
        var least = Math.Max(FewestCasesOfBurst, Times * Median(days.Values));
        var bursts = new List<Stretch>();
        foreach (var (day, cases) in days)
        {
            if (cases < least) continue;
            if (bursts.Count > 0 && bursts[^1].Last.AddDays(1) == day) bursts[^1] = new Stretch(bursts[^1].First, day, bursts[^1].Cases + cases);
            else bursts.Add(new Stretch(day, day, cases));
        }

        return bursts;
    }

    /// <summary>At least fourteen days without a case between two that have one, and at least three times the median distance between two such days.</summary>
    public static IReadOnlyList<Stretch> Gaps(Timeline timeline)
    {
        var days = timeline.Days.Keys.ToList();
        if (days.Count < FewestDays) return [];
        var pairs = days.Zip(days.Skip(1)).ToList();
        var least = Times * Median(pairs.Select(pair => pair.Second.DayNumber - pair.First.DayNumber));
        return
        [
            .. pairs.Select(pair => new Stretch(pair.First.AddDays(1), pair.Second.AddDays(-1), 0))
                .Where(gap => gap.Days >= FewestDaysOfGap && gap.Days + 1 >= least)
                .Select(gap => gap with { Cases = timeline.Months.Where(month => month.Key <= gap.Last && month.Key.AddMonths(1) > gap.First).Sum(month => month.Value) }),
        ];
    }

    /// <summary>The one in the middle; of two in the middle the larger, so that doubt names less.</summary>
    public static int Median(IEnumerable<int> numbers)
    {
        var sorted = numbers.Order().ToList();
        return sorted[sorted.Count / 2];
    }
}
