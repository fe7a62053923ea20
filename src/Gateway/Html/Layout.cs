using System.Text;

namespace SecureDrop.Gateway.Html;

/// <summary>What every page has around it: the way out, the languages, the other pages.</summary>
internal sealed class Layout(Review review)
{
    private static readonly Template Page = new("layout.html");
    private static readonly Template ChoicePage = new("languages.html");

    /// <summary>The pages that stand below each language, by the last segment of their path and the name of their title.</summary>
    private static readonly (string Path, string Title)[] Below = [("", "pages.start"), ("kit", "pages.kit"), ("gpg", "pages.gpg"), ("know", "pages.know")];

    /// <param name="texts">The language.</param>
    /// <param name="path">The page's path below its language; null for an answer, which has none: from there the links lead to the first page.</param>
    /// <param name="title">The name of its title.</param>
    /// <param name="main">HTML.</param>
    public byte[] Whole(Texts texts, string? path, string title, string main) => Whole(texts, path, title, main, Styles.Common, "");

    public byte[] Whole(Texts texts, string? path, string title, string main, Styles styles, string script) => Encoding.UTF8.GetBytes(Page.Fill(
        texts,
        ("title", Template.Encode($"{texts[title]} · {texts["name"]}")),
        ("styles", styles.Html),
        ("languages", string.Join('\n', Texts.All.Select(other => Language(other, $"/{other.Code}/{path}", other == texts)))),
        ("main", main),
        ("pages", string.Join('\n', Below.Select(page => Link($"/{texts.Code}/{page.Path}", Template.Encode(texts[page.Title]), page.Path == path)))),
        ("review", review.Awaits(texts) ? $"<p class=\"hint\">{Template.Encode(texts["review.notice"])}</p>" : ""),
        ("script", script)));

    /// <summary>The page at /: the same for everybody, so it cannot know in what language to say anything.</summary>
    public static byte[] Languages() => Encoding.UTF8.GetBytes(ChoicePage.Fill(
        Texts.English,
        ("styles", Styles.Common.Html),
        ("choices", string.Join('\n', Texts.All.Select(texts => $"<li>{Choice(texts)}</li>")))));

    private static string Choice(Texts texts) =>
        $"<a class=\"target\" lang=\"{texts.Code}\" dir=\"{texts["direction"]}\" hreflang=\"{texts.Code}\" href=\"/{texts.Code}/\">"
        + $"<strong>{Template.Encode(texts["endonym"])}</strong><br>{Template.Encode(texts["choose"])}</a>";

    private static string Language(Texts texts, string path, bool current) =>
        $"<a class=\"target\" lang=\"{texts.Code}\" dir=\"{texts["direction"]}\" hreflang=\"{texts.Code}\" href=\"{path}\"{Current(current)}>{Template.Encode(texts["endonym"])}</a>";

    private static string Link(string path, string words, bool current) => $"<a class=\"target\" href=\"{path}\"{Current(current)}>{words}</a>";

    private static string Current(bool current) => current ? " aria-current=\"page\"" : "";
}
