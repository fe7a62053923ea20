using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace SecureDrop.Gateway.Html;

/// <summary>
/// A page with holes: <c>{{name}}</c> takes a text, encoded here; <c>{{=name}}</c> takes HTML that the caller made; <c>{{$ command}}</c> is a line of a
/// shell. Nothing else happens in it.
/// </summary>
internal sealed class Template(string file)
{
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    private readonly string _page = Embedded.Text(file);

    /// <summary>What stands between `backticks` is code: read from left to right in every language, and not reordered by what stands around it.</summary>
    public static string Encode(string text) => string.Concat(text.Split('`').Select((piece, at) =>
        at % 2 == 0 ? Encoder.Encode(piece) : $"<bdi dir=\"ltr\"><code>{Encoder.Encode(piece)}</code></bdi>"));

    /// <summary>Lines of a shell, as they are copied. Each word stands in an element of its own, which the sheet keeps whole: a narrow screen and paper cut
    /// a line at its blanks and never behind a hyphen, where whoever types it over would put a blank too many.</summary>
    public static string EncodeCommands(string lines) => string.Join('\n', lines.Split('\n').Select(line =>
        string.Join(' ', line.Split(' ').Select(word => $"<span>{Encoder.Encode(word)}</span>"))));

    public string Fill(Texts texts, params ReadOnlySpan<(string Name, string Html)> parts)
    {
        var filled = new StringBuilder();
        var rest = _page.AsSpan();
        while (rest.IndexOf("{{") is >= 0 and var start)
        {
            var end = rest.IndexOf("}}");
            var name = rest[(start + 2)..end].ToString();
            filled.Append(rest[..start]).Append(name[0] switch
            {
                '=' => Part(name[1..], parts),
                '$' => EncodeCommands(name[2..]),
                _ => Encode(texts[name]),
            });
            rest = rest[(end + 2)..];
        }

        return filled.Append(rest).ToString();
    }

    private string Part(string name, ReadOnlySpan<(string Name, string Html)> parts)
    {
        foreach (var part in parts)
            if (part.Name == name) return part.Html;
        throw new ArgumentException($"{file} has a place for {name}, and nothing to put there.", nameof(parts));
    }
}
