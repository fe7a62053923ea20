using System.Globalization;
using System.Text;
using System.Xml.Linq;
using SecureDrop.Formats.Testimonies;
using SecureDrop.Reviewer.Reports;
using SecureDrop.Tests;

namespace SecureDrop.Reviewer.Tests.Reports;

/// <summary>Whatever a stranger writes becomes text, and no tag, attribute, entity or turned line.</summary>
public sealed class HtmlTests
{
    /// <summary>Pieces that end or begin something in HTML, XML, SVG or CSS, and letters that hide or turn others.</summary>
    private static readonly string[] Pieces =
    [
        "<", ">", "&", "\"", "'", "/", "=", "`", "!--", "-->", "]]>", "<![CDATA[", "</style>", "</title>", "</svg>", "<script>", "&lt;", "&#60;", "&#x3c", "&amp", "\\", "\\u{202E}", "{0}",
        "\0", "\u0007", "\u001b[2J", "\r", "\n", "\t", "\u0085", "\u2028", "\u202E", "\u2066", "\u2069", "\u200F", "\uFEFF", "\uFFFE", "\uD800", "\uDC00", "\u0301", "\u3164", "شهادة", "é", "𐍈", " ", "onload=x", "javascript:",
    ];

    [Fact]
    [Trait("Runs", "long")]
    public void Any_text_stays_text_in_elements_and_in_attributes()
    {
        var random = new Random(4);
        for (var round = 0; round < Rounds.Of(2_000); round++)
        {
            var hostile = string.Concat(Enumerable.Range(0, random.Next(12)).Select(_ => Pieces[random.Next(Pieces.Length)]));
            var page = Written(html => html.Open("main").Theirs(hostile).TheirName(hostile).Open("p", ("title", hostile)).Lines(hostile).Close().Code(hostile).Close());

            var parsed = XDocument.Parse(page, LoadOptions.PreserveWhitespace).Root ?? throw new InvalidOperationException();
            Assert.Equal(["bdi", "bdi", "p", "code"], parsed.Elements().Select(element => element.Name.LocalName));
            Assert.Empty(parsed.Descendants().Skip(4));
            Assert.Equal(["dir", "dir", "class", "title", "dir"], parsed.Descendants().Attributes().Select(attribute => attribute.Name.LocalName));
            Assert.All(parsed.Elements().Where(element => element.Name != "p"), element => Assert.Equal(SafeName.Show(hostile), element.Value));
            Assert.Equal(SafeName.ShowText(hostile), parsed.Element("p")?.Value);
            Assert.DoesNotContain(page, letter => char.IsControl(letter) && letter is not ('\n' or '\t'));
            Assert.DoesNotContain(page.EnumerateRunes(), rune => Rune.GetUnicodeCategory(rune) == UnicodeCategory.Format);
        }
    }

    [Fact]
    public void Control_what_is_written_without_escaping_is_noticed()
    {
        Assert.Throws<System.Xml.XmlException>(() => XDocument.Parse("<bdi><</bdi>"));
        Assert.NotEmpty(XDocument.Parse("<main><bdi>" + "<b>x</b>" + "</bdi></main>").Root?.Elements().Elements() ?? []);
    }

    [Fact]
    public void A_style_sheet_that_holds_a_tag_is_not_written() => Assert.Throws<ArgumentException>(() => Written(html => html.Style("</style><script>")));

    private static string Written(Action<Html> write)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        write(new Html(text));
        return text.ToString();
    }
}
