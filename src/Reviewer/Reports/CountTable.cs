using System.Globalization;

namespace SecureDrop.Reviewer.Reports;

/// <summary>Counts as a table whose last column draws them: the bars say nothing that the numbers do not.</summary>
internal sealed class CountTable(Html html, Words words)
{
    /// <param name="caption">What is counted.</param>
    /// <param name="rows">What each row is, whether a stranger chose that name, and how many.</param>
    public void Write(string caption, IReadOnlyList<(string Name, bool IsTheirs, int Count)> rows)
    {
        var most = Math.Max(1, rows.Select(row => row.Count).DefaultIfEmpty().Max());
        html.Open("table").Element("caption", caption).Open("tbody").Line();
        foreach (var (name, isTheirs, count) in rows)
        {
            html.Open("tr").Open("th", ("scope", "row"));
            _ = isTheirs ? html.Theirs(name) : html.Text(name);
            html.Close().Element("td", words.Number(count), ("class", "number")).Open("td", ("class", "bar"));
            var length = 100.0 * count / most;
            html.Open("svg", ("viewBox", "0 0 100 10"), ("preserveAspectRatio", "none"), ("aria-hidden", "true"))
                .Empty("rect", ("x", Written(words.RightToLeft ? 100 - length : 0)), ("width", Written(length)), ("height", "10")).Close().Close().Close().Line();
        }

        html.Close().Close().Line();
    }

    private static string Written(double number) => number.ToString("0.##", CultureInfo.InvariantCulture);
}
