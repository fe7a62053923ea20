using System.Text;
using System.Text.RegularExpressions;

namespace SecureDrop.Journeys;

internal static class Expectation
{
    /// <summary>Whether a program's output is what the story says, line by line; blank lines do not count.</summary>
    public static bool Matches(IReadOnlyList<string> expected, string output)
    {
        var pattern = new StringBuilder(@"\A");
        foreach (var line in expected)
            pattern.Append(line == "…" ? @"(?:.*\n)*?" : string.Join(".*", line.Split('…').Select(Regex.Escape)) + @"\n");
        var lines = output.Split('\n').Where(line => line.Length > 0).Select(line => line + "\n");
        return Regex.IsMatch(string.Concat(lines), pattern + @"\z", RegexOptions.CultureInvariant);
    }
}
