namespace SecureDrop.Reviewer.Triage;

/// <summary>
/// Lays out what a source wrote so that it can never pass for words of this program: every line of it, also one that a terminal would break by itself, begins with a bar or stands
/// indented behind a label.
/// </summary>
/// <param name="output">Where to.</param>
/// <param name="columns">Of the terminal; null when it is none, and nothing is broken into lines.</param>
internal sealed class Sheet(TextWriter output, int? columns)
{
    private const int LabelColumns = 10;
    private const int WidestText = 100;
    private const string Bar = "│ ";

    /// <summary>A label and words of this program.</summary>
    public void Ours(string label, string text) => output.WriteLine($"{label,-LabelColumns}{text}");

    public void Line(string text = "") => output.WriteLine(text);

    /// <summary>A label and words of a stranger, as one line whatever they hold.</summary>
    public void Theirs(string label, string text) => Theirs(label, "", text);

    /// <summary>The same behind words of this program.</summary>
    public void Theirs(string label, string ours, string text) => Write($"{label,-LabelColumns}{ours}", width => TerminalText.Line(text, width));

    /// <summary>The same of a file's name.</summary>
    public void Name(string label, string ours, string name) => Write($"{label,-LabelColumns}{ours}", width => TerminalText.Name(name, width));

    /// <summary>A text of a stranger with its lines, each behind a bar, none wider than a person reads with ease.</summary>
    public void Block(string text)
    {
        foreach (var line in TerminalText.Lines(text, columns is { } width ? Math.Min(width, WidestText) - Bar.Length : null)) output.WriteLine((Bar + line).TrimEnd());
    }

    private void Write(string first, Func<int?, IEnumerable<string>> lines)
    {
        foreach (var line in lines(columns - first.Length))
        {
            output.WriteLine(first + line);
            first = new string(' ', first.Length);
        }
    }
}
