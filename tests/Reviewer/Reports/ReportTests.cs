using System.Text.Json;
using System.Xml.Linq;
using SecureDrop.Formats;
using SecureDrop.Formats.Testimonies;

namespace SecureDrop.Reviewer.Tests.Reports;

/// <summary>What `report` writes about a home that holds every sort of case.</summary>
public sealed class ReportTests : IClassFixture<ReportTests.Desk>
{
    private readonly Desk _desk;

    public ReportTests(Desk desk) => _desk = desk;

    [Theory]
    [InlineData("ar", "rtl")]
    [InlineData("en", "ltr")]
    public void Each_case_stands_in_it_with_account_files_and_ciphertexts_and_their_hashes(string language, string direction)
    {
        var page = _desk.Page(language);
        var text = page.ToString();
        Assert.Equal((language, direction), (page.Root?.Attribute("lang")?.Value, page.Root?.Attribute("dir")?.Value));
        var articles = page.Descendants("article").ToDictionary(article => article.Attribute("id")?.Value ?? "");
        Assert.Equal(_desk.Machine.Cases().Select(one => $"c-{one.GetProperty("case")}").Order(), articles.Keys.Order());
        foreach (var folder in Directory.GetDirectories(Path.Combine(_desk.Machine.Home, "cases")))
        {
            var article = articles[$"c-{Path.GetFileName(folder)}"];
            if (File.Exists(Path.Combine(folder, "message.txt")))
                Assert.Contains(SafeName.ShowText(File.ReadAllText(Path.Combine(folder, "message.txt"))).TrimEnd('\n'), article.Value, StringComparison.Ordinal);
            foreach (var ciphertext in Directory.GetFiles(Path.Combine(folder, "ciphertext"))) Assert.Contains($"{Sha256Hash.Of(File.ReadAllBytes(ciphertext))}", article.Value, StringComparison.Ordinal);
            // Of a file that is not the one listed, the listed hash stands there, and a word that says so.
            if (article.Value.Contains("hash-mismatch", StringComparison.Ordinal) || !Directory.Exists(Path.Combine(folder, "files"))) continue;
            foreach (var file in Directory.GetFiles(Path.Combine(folder, "files"))) Assert.Contains($"{Sha256Hash.Of(File.ReadAllBytes(file))}", article.Value, StringComparison.Ordinal);
        }

        foreach (var reason in (string[])["altered", "wrong-key", "secret-key-missing", "secret-key-destroyed", "no-integrity", "unsupported", "not-openpgp"]) Assert.Contains(reason, text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ar")]
    [InlineData("en")]
    public void It_loads_nothing_runs_nothing_and_holds_nothing_that_a_stranger_could_have_marked_up(string language)
    {
        var page = _desk.Page(language);
        string[] tags =
        [
            "a", "article", "bdi", "body", "br", "caption", "code", "dd", "div", "dl", "dt", "figcaption", "figure", "h1", "h2", "h3", "h4", "head", "html", "li", "line", "main", "meta", "ol", "p", "path",
            "rect", "span", "strong", "style", "svg", "table", "tbody", "td", "text", "th", "thead", "title", "tr", "ul",
        ];
        string[] attributes =
        [
            "aria-hidden", "aria-label", "charset", "class", "content", "d", "dir", "height", "href", "http-equiv", "id", "lang", "name", "preserveAspectRatio", "role", "scope", "tabindex", "text-anchor",
            "viewBox", "width", "x", "x1", "x2", "y", "y1", "y2",
        ];
        Assert.Empty(page.Descendants().Select(element => element.Name.LocalName).Distinct().Except(tags));
        Assert.Empty(page.Descendants().Attributes().Select(attribute => attribute.Name.LocalName).Distinct().Except(attributes));
        var ids = page.Descendants().Attributes("id").Select(id => $"#{id.Value}").ToHashSet();
        Assert.All(page.Descendants().Attributes("href"), link => Assert.Contains(link.Value, ids));
        Assert.DoesNotContain("url(", page.Descendants("style").Single().Value, StringComparison.Ordinal);
        // Hostile text is in it, as text.
        Assert.Contains("<script>alert(1)</script>", page.Root?.Value, StringComparison.Ordinal);
        Assert.Contains("\\u{202E}gpj.exe", page.Root?.Value, StringComparison.Ordinal);
    }

    [Fact]
    public void Its_policy_allows_one_style_sheet_which_is_the_one_in_it()
    {
        var page = _desk.Page("ar");
        var policy = page.Descendants("meta").Single(meta => meta.Attribute("http-equiv") is not null).Attribute("content")?.Value;
        var hash = Convert.ToBase64String(Sha256Hash.Of(System.Text.Encoding.UTF8.GetBytes(page.Descendants("style").Single().Value)).ToArray());
        Assert.Equal($"default-src 'none'; style-src 'sha256-{hash}'; base-uri 'none'; form-action 'none'", policy);
    }

    [Fact]
    public void Every_case_is_on_the_timeline_or_counted_beside_it()
    {
        var page = _desk.Page("en");
        var cases = _desk.Machine.Cases().Count;
        var months = page.Descendants("table").Single(table => table.Element("caption")?.Value == "Months and days").Descendants("td").Where((_, at) => at % 3 == 0);
        var others = page.Descendants("table").Single(table => table.Element("caption")?.Value == "Not on it").Descendants("td").Where(cell => cell.Attribute("class")?.Value == "number");
        Assert.Equal(cases, months.Concat(others).Sum(cell => int.Parse(cell.Value, System.Globalization.CultureInfo.InvariantCulture)));
        var states = page.Descendants("table").Single(table => table.Element("caption")?.Value == "By state").Descendants("td").Where(cell => cell.Attribute("class")?.Value == "number");
        Assert.Equal(cases, states.Sum(cell => int.Parse(cell.Value, System.Globalization.CultureInfo.InvariantCulture)));
    }

    [Fact]
    public void A_case_is_marked_before_all_else_when_its_source_does_not_wish_to_be_published_in_any_version_of_it()
    {
        var page = _desk.Page("en");
        var withheld = _desk.Machine.Cases().Select(one => one.GetProperty("case").GetString() ?? "").Where(_desk.SaysNo).ToList();
        Assert.NotEmpty(withheld);
        foreach (var article in page.Descendants("article"))
        {
            var marks = article.Elements().ElementAtOrDefault(1)?.Elements("span").Select(mark => mark.Value) ?? [];
            Assert.Equal(withheld.Contains((article.Attribute("id")?.Value ?? "")[2..]), marks.Contains("Not to be published"));
        }
    }

    [Fact]
    public void The_same_home_gives_the_same_octets_in_files_that_only_the_owner_reads_and_the_custody_log_names_them()
    {
        var (first, second) = (_desk.Machine.Path("again-1.html"), _desk.Machine.Path("again-2.html"));
        var before = _desk.Machine.Snapshot();
        var answers = new[] { first, second }.Select(path => JsonDocument.Parse(_desk.Done("report", "--to", path, "--language", "ar", "--json")).RootElement.GetProperty("files")[0]).ToList();
        Assert.Equal(File.ReadAllBytes(first), File.ReadAllBytes(second));
        var hash = $"{Sha256Hash.Of(File.ReadAllBytes(first))}";
        Assert.All(answers, answer => Assert.Equal(hash, answer.GetProperty("sha256").GetString()));
        if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(first));
        // The first one was made for all tests.
        Assert.Equal(3, File.ReadLines(Path.Combine(_desk.Machine.Home, "custody.txt")).Count(line => line.Contains($" reported {Organisation.Certificate("reviewer-1").Primary} sha256 {hash} language ar cases ", StringComparison.Ordinal)));
        // Nothing else of the home has changed.
        Assert.All(before.Where(file => !Path.GetFileName(file.Key).StartsWith("custody", StringComparison.Ordinal)), file => Assert.Equal(file.Value, _desk.Machine.Snapshot()[file.Key]));
    }

    [Fact]
    public void Nothing_is_ever_written_over()
    {
        var taken = _desk.Machine.Path("taken.en.html");
        File.WriteAllText(taken, "a letter");
        var answer = _desk.Machine.Run("report", "--to", _desk.Machine.Path("taken.html"));
        Assert.Equal((3, ""), (answer.ExitCode, answer.Output));
        Assert.StartsWith($"{taken} is there already", answer.Error, StringComparison.Ordinal);
        Assert.Equal("a letter", File.ReadAllText(taken));
        Assert.Equal([taken], Directory.GetFiles(_desk.Machine.Path("."), "taken*").Select(Path.GetFullPath));
    }

    [Fact]
    public void Where_it_cannot_be_written_nothing_is_left_of_it()
    {
        Assert.Throws<InvalidOperationException>(() => Reviewer.Reports.ReportFile.Write(_desk.Machine.Path("half.html"), text => text.Write("half"), (_, _) => throw new InvalidOperationException()));
        Assert.Throws<IOException>(() => Reviewer.Reports.ReportFile.Write(_desk.Machine.Path("half.html"), text => text.Write("half"), (_, _) => File.WriteAllText(_desk.Machine.Path("half.html"), "mine")));
        Assert.Equal(["mine"], Directory.GetFiles(_desk.Machine.Path("."), "half*").Select(File.ReadAllText));
        Assert.Equal(3, _desk.Machine.Run("report", "--to", _desk.Machine.Path("nowhere/r.html")).ExitCode);
    }

    [Fact]
    public void Chosen_cases_alone_stand_in_it()
    {
        var names = _desk.Machine.Cases().Take(2).Select(one => one.GetProperty("case").GetString() ?? "").ToArray();
        var path = _desk.Machine.Path("two.html");
        _desk.Done(["report", .. names, names[0], "--to", path, "--language", "en"]);
        var page = XDocument.Load(path);
        Assert.Equal(names.Select(name => $"c-{name}").Order(), page.Descendants("article").Select(article => article.Attribute("id")?.Value).Order());
        Assert.DoesNotContain("Entries that did not open", page.Root?.Value, StringComparison.Ordinal);

        var unknown = _desk.Machine.Run("report", "ffff-ffff", "--to", _desk.Machine.Path("none.html"));
        Assert.Equal((1, false), (unknown.ExitCode, File.Exists(_desk.Machine.Path("none.ar.html"))));
        Assert.Equal(2, _desk.Machine.Run("report", "--to", path, "--language", "fr").ExitCode);
    }

    [Fact]
    public void A_case_that_cannot_be_read_is_named_and_costs_no_other()
    {
        using var machine = new Machine();
        var gateway = new Gateway();
        gateway.Store(Testimonies.Seal(1, "kept")[0], Testimonies.Seal(2, "lost")[0]);
        Assert.Equal(0, machine.Open(gateway.Export()).ExitCode);
        var lost = Directory.GetDirectories(Path.Combine(machine.Home, "cases")).Single(folder => File.ReadAllText(Path.Combine(folder, "message.txt")) == "lost");
        File.WriteAllText(Path.Combine(lost, "case.json"), "{");
        var answer = machine.Run("report", "--to", machine.Path("r.html"), "--language", "en");
        Assert.Equal(0, answer.ExitCode);
        Assert.Contains($"case {Path.GetFileName(lost)} cannot be read", answer.Error, StringComparison.Ordinal);
        var page = XDocument.Load(machine.Path("r.html"));
        Assert.Contains("kept", page.Descendants("article").Single().Value, StringComparison.Ordinal);
        Assert.Contains(Path.GetFileName(lost), page.Root?.Value, StringComparison.Ordinal);
        Assert.DoesNotContain(machine.Home, page.ToString(), StringComparison.Ordinal);
        Assert.Equal(3, machine.Run("report", Path.GetFileName(lost), "--to", machine.Path("lost.html")).ExitCode);
    }

    [Fact]
    public void Without_cases_there_is_no_report()
    {
        using var empty = new Machine();
        Assert.Equal(1, empty.Run("report", "--to", empty.Path("r.html")).ExitCode);
        Assert.False(File.Exists(empty.Path("r.en.html")));
    }

    /// <summary>A home with every sort of case, and a report of it in both languages.</summary>
    public sealed class Desk : IDisposable
    {
        private readonly Gateway _gateway = new();

        public Desk()
        {
            _gateway.Store([.. MixedSubmissions.Make(60, [Crafted.Message(Crafted.Literal("a letter <b>&amp;"u8.ToArray()))]).Select(one => one.Ciphertext)]);
            File.WriteAllText(System.IO.Path.Combine(Machine.Home, "destroyed"), $"{MixedSubmissions.DestroyedSubkey}\n");
            Assert.Equal(0, Machine.Open(_gateway.Export()).ExitCode);
            Done("report", "--to", Machine.Path("report.html"));
        }

        internal Machine Machine { get; } = new();

        internal XDocument Page(string language) => XDocument.Load(Machine.Path($"report.{language}.html"), LoadOptions.PreserveWhitespace);

        /// <summary>The source does not wish to be published, by any version of what she says.</summary>
        internal bool SaysNo(string name) => Directory.GetFiles(Path.Combine(Machine.Home, "cases", name), "testimony.json", SearchOption.AllDirectories)
            .Any(path => Testimony.TryRead(File.ReadAllBytes(path), out var said, out _) && said.Consent?.Publication is false);

        internal string Done(params string[] words)
        {
            var answer = Machine.Run(words);
            Assert.True(answer.ExitCode == 0, answer.All);
            return answer.Output;
        }

        public void Dispose() => Machine.Dispose();
    }
}
