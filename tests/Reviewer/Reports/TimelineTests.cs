using SecureDrop.Reviewer.Cases;
using SecureDrop.Reviewer.Reports;
using SecureDrop.Reviewer.Triage;

namespace SecureDrop.Reviewer.Tests.Reports;

/// <summary>What is counted where, and what is said to stand out.</summary>
public sealed class TimelineTests
{
    [Fact]
    public void A_case_counts_at_the_precision_its_source_chose_and_every_case_counts_once()
    {
        var timeline = Of("2025-06-14", "14 June 2025", "June 2025", "3-9 June 2025", "2025", "May 2025 to June 2025", "2024 or 2025", "last winter", "2027-01-01");
        Assert.Equal([new(new DateOnly(2025, 6, 14), 2)], timeline.Days);
        Assert.Equal([new(new DateOnly(2025, 6, 1), 2)], timeline.Months);
        Assert.Equal([new(2025, 2)], timeline.Years);
        Assert.Equal((1, 1, 1), (timeline.Wider, timeline.Undated, timeline.Later));
        Assert.Equal((2, 2), (timeline.ToTheDay(new DateOnly(2025, 6, 1)), timeline.ToTheMonth(new DateOnly(2025, 6, 1))));
    }

    [Fact]
    public void One_case_dated_long_ago_does_not_flatten_the_years_of_the_others()
    {
        var timeline = Of("1950-01-01", "2025-06-14", "2026-01");
        Assert.Equal((new DateOnly(2025, 6, 1), new DateOnly(2026, 1, 1), 1), (timeline.FirstMonth, timeline.LastMonth, timeline.Earlier));
        Assert.Equal(8, timeline.ShownMonths.Count());
    }

    [Fact]
    public void Without_any_day_or_month_there_is_nothing_to_draw() => Assert.Empty(Of("2025", "no idea").ShownMonths);

    [Fact]
    public void A_burst_is_five_cases_and_three_times_the_median_and_neighbours_are_one()
    {
        var ordinary = Enumerable.Range(1, 10).Select(day => $"2025-05-{day:D2}");
        var timeline = Of([.. ordinary, .. Times("2025-07-04", 4), .. Times("2025-07-10", 5), .. Times("2025-07-11", 6)]);
        Assert.Equal([new Stretch(new(2025, 7, 10), new(2025, 7, 11), 11)], Rhythm.Bursts(timeline));

        // Where two a day are ordinary, five are not three times as many.
        var busy = Of([.. ordinary, .. ordinary, .. Times("2025-07-10", 5), .. Times("2025-07-11", 6)]);
        Assert.Equal([new Stretch(new(2025, 7, 11), new(2025, 7, 11), 6)], Rhythm.Bursts(busy));
    }

    [Fact]
    public void A_gap_is_fourteen_days_and_three_times_the_median_distance_and_tells_what_may_fill_it()
    {
        var days = Enumerable.Range(1, 10).Select(day => $"2025-05-{day:D2}").ToList();
        var timeline = Of([.. days, "2025-05-24", "2025-06-08", "June 2025", "May 2025", "July 2025"]);
        // Between 10 and 24 May lie thirteen days; between 24 May and 8 June fourteen.
        Assert.Equal([new Stretch(new(2025, 5, 25), new(2025, 6, 7), 2)], Rhythm.Gaps(timeline));
        Assert.Equal(14, Rhythm.Gaps(timeline)[0].Days);

        var rare = Of([.. Enumerable.Range(0, 12).Select(at => $"{new DateOnly(2025, 1, 1).AddDays(at * 10):yyyy-MM-dd}"), "2025-05-10"]);
        Assert.Empty(Rhythm.Gaps(rare));
    }

    [Fact]
    public void Of_few_days_nothing_is_said()
    {
        var few = Of([.. Times("2025-07-10", 50), .. Enumerable.Range(1, 8).Select(day => $"2025-05-{day:D2}")]);
        Assert.Empty(Rhythm.Bursts(few));
        Assert.Empty(Rhythm.Gaps(few));
        var enough = Of([.. Times("2025-07-10", 50), .. Enumerable.Range(1, 9).Select(day => $"2025-05-{day:D2}")]);
        Assert.Single(Rhythm.Bursts(enough));
        Assert.Single(Rhythm.Gaps(enough));
    }

    private static IEnumerable<string> Times(string day, int times) => Enumerable.Repeat(day, times);

    private static Timeline Of(params string[] whens) => new(whens.Select(Case), new DateOnly(2026, 11, 24));

    private static CaseFacts Case(string when) => new()
    {
        Record = new CaseRecord { Name = "0000-0000", Parts = [], Versions = [new CaseVersion(1, 1)] },
        Folder = "",
        Arrivals = [],
        Seen = SeenState.New,
        Notes = 0,
        Octets = 0,
        Flags = [],
        Incident = IncidentTime.TryRead(when, out var time) ? time : null,
    };
}
