namespace SecureDrop.Reviewer.Reports;

/// <summary>When it happened: the figures, what cannot stand on them, bursts and gaps with the rules by which they are named.</summary>
internal sealed class TimelineSection(Html html, Words words, Report report)
{
    private readonly Timeline _timeline = report.Timeline;

    public void Write()
    {
        html.Element("h2", words.Timeline).Line().Element("p", words.TimelineWhy, ("class", "note")).Line();
        if (_timeline.LastMonth < _timeline.FirstMonth) html.Element("p", words.NothingDated).Line();
        else new TimelineFigures(html, words, _timeline, report.Bursts).Write();
        WriteOthers();
        var (fewest, times) = (words.Number(Rhythm.FewestDays), words.Number(Rhythm.Times));
        WriteStretches(words.Bursts, Words.Tell(words.BurstsWhy, words.Number(Rhythm.FewestCasesOfBurst), times), fewest, report.Bursts, words.Cases);
        WriteStretches(words.Gaps, Words.Tell(words.GapsWhy, words.Number(Rhythm.FewestDaysOfGap), times), fewest, report.Gaps, words.MayBelong);
    }

    /// <summary>Every case is on the timeline or counted here.</summary>
    private void WriteOthers()
    {
        List<(string Name, bool IsTheirs, int Count)> rows =
        [
            .. _timeline.Years.Select(year => (Words.Tell(words.DatedToTheYear, words.YearOf(year.Key)), false, year.Value)),
            (words.DatedWider, false, _timeline.Wider),
            (Words.Tell(words.DatedEarlier, words.MonthOf(_timeline.FirstMonth)), false, _timeline.Earlier),
            (words.DatedLater, false, _timeline.Later),
            (words.Undated, false, _timeline.Undated),
        ];
        rows.RemoveAll(row => row.Count == 0);
        if (rows.Count > 0) new CountTable(html, words).Write(words.NotOnIt, rows);
    }

    private void WriteStretches(string heading, string rule, string fewest, IReadOnlyList<Stretch> stretches, string cases)
    {
        html.Element("h3", heading).Line().Element("p", $"{rule} {Words.Tell(words.TooFewDays, fewest)}", ("class", "note")).Line();
        if (stretches.Count == 0)
        {
            html.Element("p", words.None).Line();
            return;
        }

        html.Open("table").Open("thead").Open("tr");
        foreach (var head in (string[])[words.From, words.To, words.DaysCount, cases]) html.Element("th", head, ("scope", "col"));
        html.Close().Close().Open("tbody").Line();
        foreach (var stretch in stretches)
        {
            html.Open("tr").Element("td", words.DayOf(stretch.First)).Element("td", words.DayOf(stretch.Last))
                .Element("td", words.Number(stretch.Days)).Element("td", words.Number(stretch.Cases)).Close().Line();
        }

        html.Close().Close().Line();
    }
}
