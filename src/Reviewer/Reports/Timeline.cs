using SecureDrop.Reviewer.Triage;

namespace SecureDrop.Reviewer.Reports;

/// <summary>
/// Cases counted by when they say it happened, each at the precision that its source chose and never finer: what is dated to a month counts in that month and
/// on no day of it. Two cases may tell of one incident, so these are counts of cases.
/// </summary>
internal sealed class Timeline
{
    /// <summary>Years that a figure shows, up to the last one with a case: what one stranger dates to 1900 must not flatten all others.</summary>
    public const int ShownYears = 12;

    private readonly SortedDictionary<DateOnly, int> _days = [];
    private readonly SortedDictionary<DateOnly, int> _months = [];
    private readonly SortedDictionary<int, int> _years = [];

    /// <param name="cases">To be counted.</param>
    /// <param name="end">The last day of which anything can have been told; null when it is not known.</param>
    public Timeline(IEnumerable<CaseFacts> cases, DateOnly? end)
    {
        foreach (var one in cases)
        {
            if (one.Incident is not { } time) Undated++;
            else if (time.First > end) Later++;
            else if (time.IsDay) Count(_days, time.First);
            else if (time.IsWithinMonth) Count(_months, MonthOf(time.First));
            else if (time.IsWithinYear) Count(_years, time.First.Year);
            else Wider++;
        }

        var months = _days.Keys.Select(MonthOf).Concat(_months.Keys).Order().ToList();
        if (months.Count == 0) return;
        LastMonth = months[^1];
        var earliest = new DateOnly(Math.Max(1, LastMonth.Year - ShownYears + 1), 1, 1);
        FirstMonth = months.First(month => month >= earliest);
        Earlier = _days.Where(day => day.Key < FirstMonth).Sum(day => day.Value) + _months.Where(month => month.Key < FirstMonth).Sum(month => month.Value);
    }

    /// <summary>Cases dated to a day.</summary>
    public IReadOnlyDictionary<DateOnly, int> Days => _days;

    /// <summary>Cases dated to a month or to some days of one, by its first day.</summary>
    public IReadOnlyDictionary<DateOnly, int> Months => _months;

    /// <summary>Cases dated to a year or to several months of one.</summary>
    public IReadOnlyDictionary<int, int> Years => _years;

    /// <summary>Cases dated to more than a year.</summary>
    public int Wider { get; }

    /// <summary>Cases that say no time, or in words that were not read.</summary>
    public int Undated { get; }

    /// <summary>Cases dated behind the day on which the last of them left the gateway: that cannot be.</summary>
    public int Later { get; }

    /// <summary>Cases dated to a day or month before the first that is shown.</summary>
    public int Earlier { get; }

    /// <summary>The months that are shown; the first day of each. Nothing to show: the last is before the first.</summary>
    public DateOnly FirstMonth { get; } = DateOnly.MinValue.AddMonths(1);
    public DateOnly LastMonth { get; } = DateOnly.MinValue;

    /// <summary>Every month from the first to the last, also those without a case.</summary>
    public IEnumerable<DateOnly> ShownMonths
    {
        get
        {
            for (var month = FirstMonth; month <= LastMonth; month = month.AddMonths(1)) yield return month;
        }
    }

    /// <summary>Cases dated to a day of the month.</summary>
    public int ToTheDay(DateOnly month) => DaysOf(month).Sum(day => day.Value);

    public int ToTheMonth(DateOnly month) => _months.GetValueOrDefault(month);

    public IEnumerable<KeyValuePair<DateOnly, int>> DaysOf(DateOnly month) => _days.Where(day => MonthOf(day.Key) == month);

    public static DateOnly MonthOf(DateOnly day) => new(day.Year, day.Month, 1);

    private static void Count<T>(SortedDictionary<T, int> counts, T key)
        where T : notnull => counts[key] = counts.GetValueOrDefault(key) + 1;
}
