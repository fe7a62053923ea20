using SecureDrop.Formats.OpenPgp;
using SecureDrop.Formats.Pages;

namespace SecureDrop.Page.Tests;

/// <summary>The offline kit: one file, opened from a disk, that reaches no network and makes what the gateway takes.</summary>
[Collection(Stories.Name)]
public sealed class KitTests(Browsers browsers, Stage stage)
{
    private const int MaximumOctets = 450_000;
    private static readonly string Template = Path.Combine(Vector.Root(), "src", "Page", "gen", "kit.html");

    internal static string Kit(TempFolder folder, byte[]? keyring = null) =>
        new Uri(folder.Write("kit.html", PageTemplate.Fill(File.ReadAllBytes(Template), ExampleOrganisation.Root, keyring ?? ExampleOrganisation.KeyringFrame))).AbsoluteUri;

    [Fact]
    public void The_kit_is_small_enough_for_a_bad_line()
    {
        using var folder = new TempFolder();
        Assert.InRange(new FileInfo(new Uri(Kit(folder)).LocalPath).Length, 1, MaximumOctets);
    }

    [NeedsTheory("chromium", "firefox-esr")]
    [InlineData("chromium", "ar")]
    [InlineData("firefox", "en")]
    public async Task What_the_kit_seals_and_saves_is_taken_and_opened_and_no_request_is_ever_made(string browser, string language)
    {
        using var folder = new TempFolder();
        await using var visit = await Visit.StartAsync(await browsers.GetAsync(browser), Kit(folder), language);
        await visit.TellAsync($"from the kit in {browser}", new Attached("f.bin", "application/octet-stream", new byte[300_000]));
        await visit.NextAsync();
        await visit.PressAsync("seal.start.kit");
        var receipt = await visit.ReceiptAsync(kit: true);
        var link = visit.Page.Locator("a[download]");
        Assert.Equal(("001.pgp", true), (await link.GetAttributeAsync("download"), (await link.GetAttributeAsync("href"))?.StartsWith("blob:", StringComparison.Ordinal)));

        // Playwright hears of no download in Firefox.
        if (browser == "chromium")
        {
            var saved = await visit.Page.RunAndWaitForDownloadAsync(() => link.ClickAsync());
            var file = Path.Combine(folder.Path, "001.pgp");
            await saved.SaveAsAsync(file);
            // With the page's own form, which with scripts on is folded away.
            await using var courier = await Visit.StartAsync(await browsers.GetAsync(browser), $"{stage.Url}/{language}/", language);
            Assert.False(await courier.Page.Locator("#file").IsVisibleAsync());
            await courier.Page.Locator("details:has(#sealed) summary").ClickAsync();
            await courier.Page.SetInputFilesAsync("#file", file);
            await courier.Page.ClickAsync("form:has(#file) button");
            Assert.Equal(receipt, await courier.Page.InnerTextAsync(".receipt"));
            Assert.Contains(stage.OpenCases(), one => File.ReadAllText(Path.Combine(one, "message.txt")) == $"from the kit in {browser}");
        }

        Assert.Empty(visit.Complaints);
        Assert.All(visit.Requests, request => Assert.Matches("^(file:.*kit[.]html|blob:null/.*|blob:file:.*)$", request));
        // Even a script that has got into the kit reaches nothing: not by fetch, picture, form, frame, socket or beacon.
        await using var line = new Line(stage.Url);
        const string attempts = """
            (url) => {
              const put = (name, fields) => { const made = Object.assign(document.createElement(name), fields); document.body.append(made); return made; };
              for (const attempt of [
                () => fetch(url).catch(() => {}),
                () => put("img", { src: url }),
                () => navigator.sendBeacon(url, "x"),
                () => new WebSocket(url.replace("http", "ws")),
                () => put("iframe", { src: url }),
                () => put("link", { rel: "stylesheet", href: url }),
                () => put("form", { action: url, target: "_blank" }).submit(),
              ]) try { attempt(); } catch { /* refused at once */ }
            }
            """;
        await visit.Page.EvaluateAsync(attempts, line.Url);
        await Task.Delay(300);
        Assert.Empty(line.Sent);
        // Control: the same script reaches out from a page without the kit's policy.
        await visit.Page.GotoAsync("about:blank");
        await visit.Page.EvaluateAsync(attempts, line.Url);
        for (var i = 0; i < 50 && line.Sent.Length == 0; i++) await Task.Delay(100);
        Assert.NotEmpty(line.Sent);
    }

    [NeedsFact("chromium")]
    public async Task After_its_last_day_the_kit_refuses_to_seal_and_says_why()
    {
        using var folder = new TempFolder();
        var past = ExampleOrganisation.Signed(2, expires: ExampleOrganisation.Keyring.Issued, keys: []);
        await using var visit = await Visit.StartAsync(await browsers.GetAsync("chromium"), Kit(folder, past), ready: false);
        await visit.Page.GetByText(visit.Words["closed.heading"]).WaitForAsync();
        await visit.Page.GetByText("2026-11-23").WaitForAsync();
        Assert.Equal(0, await visit.Page.GetByLabel(visit.Words["tell.text"]).CountAsync());
    }

    [NeedsFact("chromium")]
    public async Task A_kit_whose_keyring_was_changed_trusts_nobody()
    {
        using var folder = new TempFolder();
        var file = new Uri(Kit(folder)).LocalPath;
        // Another subkey in the line of the first reviewer.
        File.WriteAllText(file, File.ReadAllText(file).Replace("DBE349F7142BC95672E6", "DBE349F7142BC95672E7", StringComparison.Ordinal));
        await using var visit = await Visit.StartAsync(await browsers.GetAsync("chromium"), new Uri(file).AbsoluteUri, ready: false);
        await visit.Page.GetByText(visit.Words["closed.false"]).WaitForAsync();
    }

    /// <summary>The kit's thread is the page's: parts are what Formats reads, whichever clock the device has.</summary>
    [NeedsTheory("chromium")]
    [InlineData("1970-01-02")]
    [InlineData("2040-06-01")]
    public async Task A_device_that_lies_about_the_day_still_seals(string clock)
    {
        using var folder = new TempFolder();
        await using var visit = await Visit.StartAsync(await browsers.GetAsync("chromium"), Kit(folder, ExampleOrganisation.ShortLived), clock: clock, ready: false);
        if (clock.StartsWith("2040", StringComparison.Ordinal)) await visit.SayTheDayAsync(clock);
        await visit.TellAsync("what day is it");
        await visit.NextAsync();
        await visit.PressAsync("seal.start.kit");
        await visit.ReceiptAsync(kit: true);
        var saved = await visit.Page.RunAndWaitForDownloadAsync(() => visit.Page.Locator("a[download]").ClickAsync());
        using var reader = new MessageReader(subkey => ExampleOrganisation.Keyring.Judge(subkey, new(2026, 11, 26)));
        reader.Read(File.ReadAllBytes(await saved.PathAsync()));
        Assert.Null(reader.Finish(out var message));
        message?.Dispose();
    }
}
