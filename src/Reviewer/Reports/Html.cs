using SecureDrop.Formats.Testimonies;

namespace SecureDrop.Reviewer.Reports;

/// <summary>
/// Writes HTML that is well-formed XML too, so that any reader of either sees the same. There is no way to write markup that came from outside: tags and names of attributes are this program's own, and every text goes
/// through <see cref="SafeName"/>, which shows control and bidirectional characters as `\u{202E}`, and is then escaped.
/// </summary>
internal sealed class Html(TextWriter to)
{
    private readonly Stack<string> _open = new();

    /// <summary>Begins an element that <see cref="Close"/> ends.</summary>
    public Html Open(string tag, params ReadOnlySpan<(string Name, string Value)> attributes)
    {
        Start(tag, attributes);
        to.Write('>');
        _open.Push(tag);
        return this;
    }

    public Html Close()
    {
        to.Write($"</{_open.Pop()}>");
        return this;
    }

    /// <summary>An element with one line of text in it.</summary>
    public Html Element(string tag, string text, params ReadOnlySpan<(string Name, string Value)> attributes) => Open(tag, attributes).Text(text).Close();

    /// <summary>An element without content: meta, rect.</summary>
    public Html Empty(string tag, params ReadOnlySpan<(string Name, string Value)> attributes)
    {
        Start(tag, attributes);
        to.Write("/>");
        return this;
    }

    /// <summary>One line of text: a line end in it shows as what it is.</summary>
    public Html Text(string line)
    {
        Escape(SafeName.Show(line));
        return this;
    }

    /// <summary>Text of several lines.</summary>
    public Html Lines(string text)
    {
        Escape(SafeName.ShowText(text));
        return this;
    }

    /// <summary>One line that a stranger chose: whatever way it runs, it turns nothing around it.</summary>
    public Html Theirs(string line) => Element("bdi", line, ("dir", "auto"));

    /// <summary>The same in a frame, so that a name of blanks is seen, and where it ends.</summary>
    public Html TheirName(string line) => Element("bdi", line, ("dir", "auto"), ("class", "name"));

    /// <summary>A hash, a code, a number to compare: left to right in every language.</summary>
    public Html Code(string code) => Element("code", code, ("dir", "ltr"));

    /// <summary>A new line in the file, for people who read it there.</summary>
    public Html Line()
    {
        to.Write('\n');
        return this;
    }

    public Html Doctype()
    {
        to.Write("<!DOCTYPE html>\n");
        return this;
    }

    /// <summary>A style sheet of this program's own, octet for octet as its hash in the policy says.</summary>
    public Html Style(string sheet)
    {
        if (sheet.Contains('<', StringComparison.Ordinal)) throw new ArgumentException("A style sheet holds no tag.", nameof(sheet));
        to.Write($"<style>{sheet}</style>");
        return this;
    }

    private void Start(string tag, ReadOnlySpan<(string Name, string Value)> attributes)
    {
        to.Write('<');
        to.Write(tag);
        foreach (var (name, value) in attributes)
        {
            to.Write($" {name}=\"");
            Escape(SafeName.Show(value));
            to.Write('"');
        }
    }

    private void Escape(string text)
    {
        var rest = text.AsSpan();
        while (rest.IndexOfAny("&<>\"'") is >= 0 and var at)
        {
            to.Write(rest[..at]);
            to.Write(rest[at] switch { '&' => "&amp;", '<' => "&lt;", '>' => "&gt;", '"' => "&quot;", _ => "&#39;" });
            rest = rest[(at + 1)..];
        }

        to.Write(rest);
    }
}
