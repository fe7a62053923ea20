using SecureDrop.Formats.Testimonies;
using SecureDrop.Reviewer.Home;

namespace SecureDrop.Reviewer.Triage;

/// <summary>The case that a person means: its name, or as much of its start as only one case has; dashes may be left out.</summary>
internal static class CaseChoice
{
    private const int MostNamed = 10;

    /// <returns>The whole name, or null and why.</returns>
    public static string? Choose(HomeFolder home, string typed, out Trouble? trouble)
    {
        var start = Plain(typed);
        var names = Directory.Exists(home.Cases) ? Directory.GetDirectories(home.Cases).Select(path => Path.GetFileName(path)) : [];
        // What was put aside as damaged is no case.
        string[] found = [.. names.Where(name => !name.Contains('.', StringComparison.Ordinal) && start.Length > 0 && Plain(name).StartsWith(start, StringComparison.Ordinal)).Order(StringComparer.Ordinal)];
        var whole = found.FirstOrDefault(name => Plain(name) == start) ?? (found.Length == 1 ? found[0] : null);
        trouble = whole is not null ? null
            : found.Length == 0 ? Trouble.Refused($"there is no case {SafeName.Show(typed)}", "securedrop-reviewer list")
            : Trouble.Refused($"{SafeName.Show(typed)} may be {string.Join(", ", found.Take(MostNamed))}{(found.Length > MostNamed ? $" or {found.Length - MostNamed} more" : "")}", "type more of the name");
        return whole;
    }

    private static string Plain(string name) => name.Trim().Replace("-", "", StringComparison.Ordinal).ToLowerInvariant();
}
