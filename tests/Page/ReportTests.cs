using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Org.BouncyCastle.Security;
using SecureDrop.Certificates;
using SecureDrop.Formats.Testimonies;

namespace SecureDrop.Page.Tests;

/// <summary>The reviewer's report, made by the real program from what came through the real gateway, in a real browser.</summary>
[Collection(Looks.Name)]
public sealed class ReportTests(Browsers browsers, Stage stage)
{
    private const string Hostile = "</div><script>document.title = 'ran'</script><img src=\"http://127.0.0.1:9/x\"> \u202E\u001b[2J";

    private static readonly AxeRunOptions Rules = new()
    {
        RunOnly = new RunOnlyOptions { Type = "tag", Values = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] },
    };

    [NeedsFact("chromium")]
    public async Task It_asks_for_nothing_runs_nothing_fits_a_narrow_screen_and_is_accessible()
    {
        foreach (var (account, at) in Accounts().Select((account, at) => (account, at))) await SubmitAsync(account, (byte)(at + 1));
        stage.OpenCases();
        // Arabic is the harder one; the other too in the longer rounds.
        foreach (var language in (string[])(Rounds.Of(1) > 1 ? ["ar", "en"] : ["ar"]))
        {
            var report = stage.Report("report", language);
            await using (var visit = await VisitAsync(report))
            {
                Assert.Empty(visit.Complaints);
                Assert.Single(visit.Requests);
                Assert.NotEqual("ran", await visit.Page.TitleAsync());
                Assert.Contains("<script>", await visit.Page.InnerTextAsync("main"), StringComparison.Ordinal);
                var found = await visit.Page.RunAxe(Rules);
                Assert.True(found.Passes.Length > 5);
                Assert.True(found.Violations.Length == 0, string.Join('\n', found.Violations.Select(one => $"{one.Id}: {string.Join(" | ", one.Nodes.Select(node => node.Html))}")));
                Assert.Equal(0, await visit.Page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth")); // WCAG 1.4.10
            }

            // The control: were a stranger's markup in the page, its policy would still stop it, and this test would see it.
            var doctored = report.Replace("report.", "doctored.", StringComparison.Ordinal);
            await File.WriteAllTextAsync(doctored, (await File.ReadAllTextAsync(report)).Replace("</main>", $"{Hostile}<p style=\"position:fixed\">over it</p></main>", StringComparison.Ordinal));
            await using var spoiled = await VisitAsync(doctored);
            Assert.True(spoiled.Complaints.Count >= 3, string.Join('\n', spoiled.Complaints));
            Assert.NotEqual("ran", await spoiled.Page.TitleAsync());
            Assert.Equal("static", await spoiled.Page.EvaluateAsync<string>("getComputedStyle(document.querySelector('main > p:last-of-type')).position"));
        }
    }

    private async Task<Visit> VisitAsync(string path) =>
        await Visit.StartAsync(await browsers.GetAsync("chromium"), new Uri(path).AbsoluteUri, width: 320, height: 640, ready: false);

    /// <summary>Enough days for a burst and gaps, places that are long words, and hostile ones.</summary>
    private static IEnumerable<Account> Accounts()
    {
        for (var day = 1; day <= 10; day++) yield return new Account("رأيت سيارتين بيضاوين بلا لوحات.", "ar", $"2025-03-{day:D2}", "حلب", new Consent(true, true, false), "لا تذكروا الحي.");
        for (var count = 0; count < 5; count++) yield return new Account("They came before dawn.", "en", "2 June 2025", new string('w', 200));
        yield return new Account(Hostile, "fr", Hostile, Hostile, null, Hostile);
    }

    private async Task SubmitAsync(Account account, byte id)
    {
        Assert.True(VerifiedKeyring.TryOpen(ExampleOrganisation.KeyringFrame, ExampleOrganisation.Root, null, DateOnly.FromDateTime(DateTime.UtcNow), out var keyring, out _));
        var sealer = keyring.SealingDay(DateOnly.FromDateTime(DateTime.UtcNow)) is { } day && Sealer.For(keyring, day, new SecureRandom()) is { } found ? found : throw new InvalidOperationException();
        var file = Attachment.Measure(id % 2 == 0 ? "صورة.jpg" : $"{new string('n', 200)}.pdf.exe", () => new MemoryStream([id]));
        Assert.True(TestimonyArchive.TryPlan(account, [file], null, out var archive, out _));
        using var client = new HttpClient();
        foreach (var slice in archive.Slices())
        {
            using var body = new ByteArrayContent(sealer.Seal(slice.Span, new PartName(new TestimonyId([.. Enumerable.Repeat(id, TestimonyId.Size)]), 1, 1)));
            body.Headers.ContentType = new("application/octet-stream");
            using var answer = await client.PostAsync(new Uri($"{stage.Url}/submissions"), body);
            Assert.Equal(System.Net.HttpStatusCode.Created, answer.StatusCode);
        }
    }
}
