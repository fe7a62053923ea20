using System.Globalization;
using SecureDrop.Formats.Testimonies;

namespace SecureDrop.Reviewer.Triage;

/// <summary>
/// Cases for a person at a terminal, a line each. The columns hold only what this program made; flags follow, and the words of the source stand last, where nothing that
/// they do to the order of a line can touch another column. On a terminal too narrow they go on lines of their own.
/// </summary>
/// <param name="output">Where to.</param>
/// <param name="columns">Of the terminal; null when it is none.</param>
internal sealed class CaseTable(TextWriter output, int? columns)
{
    private const int MaximumWords = 60;
    private const string Indent = "       ";

    public void Write(IReadOnlyList<CaseFacts> cases)
    {
        if (cases.Count == 0) return;
        output.WriteLine(Row("", "CASE", "DAY", "LANG", "KIND", "STATE", "SIZE", "FILES", "WHEN").TrimEnd());
        foreach (var one in cases) Write(one);
    }

    private void Write(CaseFacts one)
    {
        var row = Row(
            one.Seen switch { SeenState.New => "new", SeenState.Changed => "more", _ => "" }, one.Name, Day(one.Day), Short(one.Language ?? "-", 8), one.Kind, one.State, Size(one.Octets),
            one.FilesHere.ToString(CultureInfo.InvariantCulture), one.Incident?.Short() ?? (one.When is null ? "-" : "?"));
        var line = row.TrimEnd();
        var widest = columns ?? int.MaxValue;
        var length = row.Length;
        foreach (var (text, width) in Tail(one))
        {
            if (length + 2 + width > widest)
            {
                output.WriteLine(line);
                (line, length) = (Indent + text, Indent.Length + width);
            }
            else
            {
                // The first stands under those of other lines.
                line = length == row.Length ? $"{row}  {text}" : $"{line}  {text}";
                length += 2 + width;
            }
        }

        output.WriteLine(line);
    }

    private static IEnumerable<(string Text, int Width)> Tail(CaseFacts one)
    {
        if (one.Missing is { } missing) yield return Ours($"missing {Short(missing, MaximumWords)} of {one.Count}");
        if (one.Flags.Count > 0) yield return Ours($"[{string.Join(", ", one.Flags)}]");
        if (one.Notes > 0) yield return Ours(one.Notes == 1 ? "1 note" : $"{one.Notes} notes");
        if (one.Fault is { } fault) yield return Theirs("", fault, escaped: true);
        if (one.When is { } when && one.Incident is null) yield return Theirs("when: ", when);
        if (one.Where is { } where) yield return Theirs("where: ", where);
    }

    private static (string Text, int Width) Ours(string text) => (text, text.Length);

    /// <summary>A Latin word stands before, so that two of them do not run into each other.</summary>
    private static (string Text, int Width) Theirs(string label, string words, bool escaped = false)
    {
        // Cut when it is escaped: what hides many letters becomes long.
        var line = TerminalText.Line(Short(escaped ? words : SafeName.Show(words), MaximumWords), escaped: true);
        return (label + line, label.Length + TerminalText.Columns(line));
    }

    private static string Row(string mark, string name, string day, string language, string kind, string state, string size, string files, string when) =>
        string.Create(CultureInfo.InvariantCulture, $"{mark,-4} {name,-9}  {day,-10}  {language,-4} {kind,-9}  {state,-10} {size,5} {files,5}  {when,-10}");

    private static string Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "-";

    /// <summary>In units of 1,024, so that five signs are enough.</summary>
    private static string Size(long octets)
    {
        if (octets < 1000) return octets.ToString(CultureInfo.InvariantCulture);
        var (size, unit) = (octets / 1024.0, 0);
        for (; size >= 999.5 && unit < 3; unit++) size /= 1024;
        return string.Create(CultureInfo.InvariantCulture, $"{(size < 9.95 ? size.ToString("0.0", CultureInfo.InvariantCulture) : size.ToString("0", CultureInfo.InvariantCulture))}{"KMGT"[unit]}");
    }

    /// <summary>Cut by letters as a reader counts them, so that none loses its marks.</summary>
    private static string Short(string text, int letters)
    {
        var elements = new StringInfo(text);
        return elements.LengthInTextElements <= letters ? text : elements.SubstringByTextElements(0, letters) + "…";
    }
}
