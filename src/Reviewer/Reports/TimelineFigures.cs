namespace SecureDrop.Reviewer.Reports;

/// <summary>The timeline as two images and one table that says all of both in words.</summary>
internal sealed class TimelineFigures(Html html, Words words, Timeline timeline, IReadOnlyList<Stretch> bursts)
{
    private const double Side = 36;
    private const double Width = 780;
    private const double Plot = Width - Side;

    public void Write()
    {
        Figure(words.ByMonth, words.ByMonthFigure, DrawMonths, withLegend: true);
        Figure(words.ByDay, words.ByDayFigure, DrawDays, withLegend: false);
        WriteTable();
    }

    private void Figure(string name, string alternative, Action draw, bool withLegend)
    {
        html.Open("figure").Open("figcaption").Element("strong", $"{name}.").Text(" ");
        if (withLegend)
        {
            html.Empty("br").Element("span", "", ("class", "legend full")).Text($" {words.DatedToTheDay}  ").Element("span", "", ("class", "legend")).Text($" {words.DatedToTheMonth}");
        }
        else if (bursts.Count > 0)
        {
            html.Text($"▾ {words.Burst}");
        }

        // Where it is wider than the screen it scrolls by itself, also by keyboard.
        html.Close().Line().Open("div", ("class", "figure"), ("tabindex", "0"), ("role", "region"), ("aria-label", $"{name}. {alternative}"));
        draw();
        html.Close().Close().Line();
    }

    private void DrawMonths()
    {
        const double top = 16, floor = 176, height = 200;
        var months = timeline.ShownMonths.ToList();
        var most = months.Max(month => timeline.ToTheDay(month) + timeline.ToTheMonth(month));
        var (step, scale) = (Plot / months.Count, (floor - top) / most);
        var drawing = new Drawing(html, Width, words.RightToLeft).Open(height, $"{words.ByMonth}. {words.ByMonthFigure}");
        foreach (var line in most < 4 ? [most] : (int[])[most, most / 2])
        {
            drawing.Rule(Side, floor - (line * scale), Width, floor - (line * scale), "faint");
            drawing.Label(Side / 2, floor - (line * scale) + 4, words.Number(line));
        }

        for (var at = 0; at < months.Count; at++)
        {
            var (start, days, whole) = (Side + (at * step), timeline.ToTheDay(months[at]) * scale, timeline.ToTheMonth(months[at]) * scale);
            if (months[at].Month == 1 || at == 0) drawing.Rule(start, floor, start, floor + 8, "axis");
            // A year's name where there is room for it.
            if (months[at].Month == 1 || (at == 0 && months[at].Month < 9)) drawing.Label(start + 20, floor + 20, words.YearOf(months[at].Year));
            if (days > 0) drawing.Box(start + (step * .1), floor - days, step * .8, days, "");
            if (whole > 0) drawing.Box(start + (step * .1), floor - days - whole, step * .8, whole, "part");
        }

        drawing.Rule(Side, floor, Width, floor, "axis");
        drawing.Close();
    }

    private void DrawDays()
    {
        const double strip = 56, tall = 38, bottom = 22;
        var (first, last) = (timeline.FirstMonth.Year, timeline.LastMonth.Year);
        var days = timeline.Days.Where(day => day.Key >= timeline.FirstMonth).ToList();
        var most = Math.Max(1, days.Select(day => day.Value).DefaultIfEmpty().Max());
        var step = Plot / 366;
        double Floor(int year) => 10 + ((year - first) * strip) + tall;
        var drawing = new Drawing(html, Width, words.RightToLeft).Open(Floor(last) + bottom, $"{words.ByDay}. {words.ByDayFigure}");
        for (var year = first; year <= last; year++)
        {
            drawing.Label(Side / 2, Floor(year) - 4, words.YearOf(year));
            for (var month = 1; month <= 12; month++) drawing.Rule(At(new DateOnly(year, month, 1)), Floor(year) - tall, At(new DateOnly(year, month, 1)), Floor(year) + 4, "faint");
            drawing.Rule(Side, Floor(year), Width, Floor(year), "axis");
        }

        foreach (var (day, cases) in days) drawing.Box(At(day), Floor(day.Year) - (cases * tall / most), step * .9, cases * tall / most, "");
        foreach (var burst in bursts.Where(burst => burst.First >= timeline.FirstMonth))
            drawing.Pointer(At(burst.First) + (Math.Min(burst.Days, 31) * step / 2), Floor(burst.First.Year) - tall - 8);
        for (var month = 1; month <= 12; month++) drawing.Label(At(new DateOnly(last, month, 15)), Floor(last) + 16, words.ShortMonths[month - 1]);
        drawing.Close();

        double At(DateOnly day) => Side + ((day.DayOfYear - 1) * step);
    }

    private void WriteTable()
    {
        html.Open("table", ("class", "months page")).Element("caption", words.MonthAndDays).Open("thead").Open("tr");
        foreach (var head in (string[])[words.Month, words.Cases, words.DatedToTheMonth, words.DaysColumn]) html.Element("th", head, ("scope", "col"));
        html.Close().Close().Line().Open("tbody");
        foreach (var month in timeline.ShownMonths)
        {
            var (days, whole) = (timeline.ToTheDay(month), timeline.ToTheMonth(month));
            html.Open("tr").Element("th", words.MonthOf(month), ("scope", "row")).Element("td", words.Number(days + whole)).Element("td", words.Number(whole)).Open("td");
            WriteDays(month);
            html.Close().Close().Line();
        }

        html.Close().Close().Line();
    }

    private void WriteDays(DateOnly month)
    {
        var isFirst = true;
        foreach (var (day, cases) in timeline.DaysOf(month))
        {
            if (!isFirst) html.Text(words.Comma);
            isFirst = false;
            var told = words.Number(day.Day) + (cases > 1 ? $" ({words.Number(cases)})" : "");
            if (bursts.Any(burst => burst.First <= day && day <= burst.Last)) html.Element("strong", told);
            else html.Text(told);
        }
    }
}
