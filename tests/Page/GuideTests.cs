using System.Text;
using System.Text.RegularExpressions;

namespace SecureDrop.Page.Tests;

/// <summary>The printed guides: one page each, in two languages that say the same, without a request, and with no command that the programs do not have.</summary>
[Collection(Looks.Name)]
public sealed partial class GuideTests(Browsers browsers)
{
    private static readonly string Folder = Path.Combine(Vector.Root(), "src", "Manual", "guides");
    private static readonly string[] Guides = ["operator", "reviewer", "courier"];

    /// <summary>Arabic is the harder one; the other too in the longer rounds.</summary>
    private static readonly string[] Languages = Rounds.Of(1) > 1 ? ["ar", "en"] : ["ar"];

    private static string[] Lines(string guide, string language) => File.ReadAllLines(Path.Combine(Folder, $"{guide}.{language}.txt"));

    [NeedsFact("chromium")]
    public async Task Each_fills_one_printed_page_in_its_direction_and_asks_for_nothing()
    {
        using var folder = new TempFolder();
        folder.Run($"'{Folder}/make' .");
        var browser = await browsers.GetAsync("chromium");
        foreach (var file in Guides.SelectMany(guide => Languages.Select(language => $"{guide}.{language}.html")))
        {
            await using var page = await Visit.StartAsync(browser, new Uri(Path.Combine(folder.Path, file)).AbsoluteUri, ready: false);
            Assert.Single(page.Requests);
            Assert.Empty(page.Complaints);
            Assert.Equal(file.Contains(".ar.", StringComparison.Ordinal) ? "rtl" : "ltr", await page.Page.EvaluateAsync<string>("getComputedStyle(document.body).direction"));
            Assert.Equal(1, await PagesAsync(page));
            // The control: with as much again it is more than one, and this count sees it.
            await page.Page.EvaluateAsync("document.body.append(document.querySelector('main').cloneNode(true))");
            Assert.InRange(await PagesAsync(page), 2, 3);
        }
    }

    private static async Task<int> PagesAsync(Visit visit) =>
        PageObject().Count(Encoding.Latin1.GetString(await visit.Page.PdfAsync(new() { PreferCSSPageSize = true })));

    [NeedsFact("awk")]
    public void Made_twice_they_are_the_same_octets_and_a_line_of_no_kind_is_refused()
    {
        using var folder = new TempFolder();
        folder.Run($"'{Folder}/make' one && '{Folder}/make' two && diff -r one two");
        Assert.Equal(2 * Guides.Length, Directory.GetFiles(Path.Combine(folder.Path, "one")).Length);
        folder.Run($"mkdir -p src/Manual && cp -r '{Folder}' src/Manual/ && cp '{Vector.Root()}/Directory.Build.props' . && echo 'no kind' >> src/Manual/guides/courier.en.txt");
        Assert.NotEqual(0, folder.Try("src/Manual/guides/make out").Exit);
    }

    [Fact]
    public void Both_languages_have_the_same_lines_in_the_same_order_with_the_same_commands()
    {
        foreach (var guide in Guides)
        {
            var (english, arabic) = (Lines(guide, "en"), Lines(guide, "ar"));
            Assert.Equal(english.Select(Kind), arabic.Select(Kind));
            Assert.Equal(english.SelectMany(Typed), arabic.SelectMany(Typed));
            Assert.All(arabic.Where(line => !line.StartsWith('$')), line => Assert.Contains(line, letter => letter is >= '\u0600' and <= '\u06FF'));
            Assert.NotEqual(english.Select(Kind), arabic.Skip(1).Select(Kind)); // control
        }
    }

    [NeedsFact("awk")]
    public void Until_a_native_reader_has_read_a_translation_it_says_so()
    {
        using var folder = new TempFolder();
        folder.Run($"mkdir -p src/Manual && cp -r '{Folder}' src/Manual/ && cp '{Vector.Root()}/Directory.Build.props' . && cd src/Manual/guides "
            + "&& sed -i 's/\"ar\": .*/\"ar\": null/' REVIEW.json && ./make unread && sed -i 's/null/\"2026-01-31\"/' REVIEW.json && ./make read");
        var notice = "class=\"unread\""u8.ToArray();
        bool Says(string file) => folder.Read($"src/Manual/guides/{file}").AsSpan().IndexOf(notice) >= 0;
        Assert.All(Guides, guide => Assert.Equal((true, false, false), (Says($"unread/{guide}.ar.html"), Says($"unread/{guide}.en.html"), Says($"read/{guide}.ar.html"))));
    }

    [Fact]
    public void Every_command_and_option_in_a_guide_is_one_that_its_program_has()
    {
        var help = new ProgramHelp();
        var named = 0;
        foreach (var guide in Guides)
        {
            var typed = Lines(guide, "en").SelectMany(Typed).ToList();
            // What the first line puts into a word stands for it in the others.
            var word = typed.Select(text => InWord().Match(text)).FirstOrDefault(match => match.Success)?.Groups[1].Value;
            foreach (var line in typed.Where(text => text.StartsWith("securedrop-", StringComparison.Ordinal) && !text.StartsWith("securedrop-net-", StringComparison.Ordinal)))
            {
                var command = line.Replace("$S", word ?? "$S", StringComparison.Ordinal);
                Assert.True(help.Mistake(command) is null, $"{guide}: {command}: {help.Mistake(command)}");
                named++;
            }
        }

        Assert.True(named > 20);
        // Controls: a command, an option, a value and an operand that are not so.
        Assert.NotNull(help.Mistake("securedrop-operator --data $V expert --to /media/STICK"));
        Assert.NotNull(help.Mistake("securedrop-operator --data $V export --onto /media/STICK"));
        Assert.NotNull(help.Mistake("securedrop-operator --data $V export --to /media/STICK --from"));
        Assert.NotNull(help.Mistake("securedrop-operator --data $V export"));
        Assert.NotNull(help.Mistake("securedrop-reviewer show"));
    }

    private static string Kind(string line) => line.Split(' ')[0];

    /// <summary>What a reader may type: whole command lines, and what stands between ` in a sentence.</summary>
    private static IEnumerable<string> Typed(string line) =>
        line.StartsWith("$ ", StringComparison.Ordinal) ? [line[2..]] : InSentence().Matches(line).Select(match => match.Groups[1].Value);

    [GeneratedRegex("S=\"([^\"]+)\"")]
    private static partial Regex InWord();

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex InSentence();

    [GeneratedRegex(@"/Type\s*/Page\b")]
    private static partial Regex PageObject();
}
