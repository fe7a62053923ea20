using System.Globalization;

namespace SecureDrop.Journeys;

/// <summary>
/// A story: a text file of commands, what they must print, and the files they start with.
/// <code>
/// # a remark
/// $ command            must exit 0 and print exactly the lines below it
/// > the same command, continued
/// a line; … stands for any text, and alone for any lines; blank lines do not count
/// ?3 command           must exit 3
/// ! command            must not exit 0
/// &amp; command            stays in the background; goes on once it has printed a line
/// -- name --           from here a file of that name, up to the next such line
/// </code>
/// </summary>
internal sealed record Story(IReadOnlyList<Step> Steps, IReadOnlyDictionary<string, string> Files)
{
    /// <exception cref="FormatException">A line that belongs to nothing.</exception>
    /// <exception cref="ArgumentException">Two files of one name.</exception>
    public static Story Read(string text)
    {
        var steps = new List<Step>();
        var files = new Dictionary<string, string>();
        string? file = null;
        var number = 0;
        foreach (var line in text.Split('\n'))
        {
            number++;
            if (line.StartsWith("-- ", StringComparison.Ordinal) && line.EndsWith(" --", StringComparison.Ordinal))
                files.Add(file = line[3..^3], "");
            else if (file is not null)
                files[file] += line + "\n";
            else if (line.Length > 0 && line[0] != '#')
                Take(steps, number, line);
        }
        // Splitting gives one empty line after the last line end.
        if (file is not null) files[file] = files[file][..^1];
        return new Story(steps, files);
    }

    private static void Take(List<Step> steps, int number, string line)
    {
        var (sign, rest) = line.Split(' ', 2) is [var first, var second] ? (first, second) : (line, "");
        if (sign is "$" or "!" or "&")
            steps.Add(new Step(number, sign == "&", sign == "!" ? -1 : 0, rest, []));
        else if (sign.Length > 1 && sign[0] == '?' && int.TryParse(sign.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out var code))
            steps.Add(new Step(number, false, code, rest, []));
        else if (steps.Count == 0)
            throw new FormatException($"line {number} comes before the first command: {line}");
        else if (sign == ">")
            steps[^1] = steps[^1] with { Command = steps[^1].Command + " " + rest.TrimStart() };
        else
            steps[^1] = steps[^1] with { Expected = [.. steps[^1].Expected, line] };
    }
}
