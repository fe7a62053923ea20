using System.Text.Json;

namespace SecureDrop.Page.Tests;

/// <summary>The same vectors in the browsers themselves: what Node makes, they make.</summary>
[Collection(Stories.Name)]
public sealed class BrowserVectorTests(Browsers browsers)
{
    [NeedsTheory("chromium", "firefox-esr")]
    [InlineData("chromium")]
    [InlineData("firefox")]
    public async Task A_browser_makes_the_slices_that_the_vectors_say(string browser) =>
        SharedVectorTests.AssertArchives(await RunAsync(browser, "archives", ArchiveCase.Raw));

    [NeedsTheory("chromium", "firefox-esr", "node")]
    [InlineData("chromium")]
    [InlineData("firefox")]
    public async Task A_cleaned_picture_shows_the_same_as_the_original(string browser)
    {
        var pairs = HiddenDataTests.Cleaned().Where(pair => pair.Cleaned is not null).ToArray();
        var same = await RunAsync(browser, "samePixels", pairs.Select(pair => new { one = Convert.ToBase64String(pair.Vector.Octets), other = Convert.ToBase64String(pair.Cleaned ?? []) }));
        Assert.Equal(pairs.Select(pair => (pair.Vector.Name, true)), pairs.Zip(same.EnumerateArray(), (pair, one) => (pair.Vector.Name, one.GetBoolean())));
    }

    private async Task<JsonElement> RunAsync(string browser, string check, object words)
    {
        var context = await (await browsers.GetAsync(browser)).NewContextAsync();
        try
        {
            // Answered from here: the loopback name is one where browsers allow cryptography.
            var script = await File.ReadAllTextAsync(Path.Combine(Vector.Root(), "tests", "Page", "gen", "checks.js"));
            await context.RouteAsync("http://localhost:48911/**", route => route.FulfillAsync(route.Request.Url.EndsWith(".js", StringComparison.Ordinal)
                ? new() { ContentType = "text/javascript", Body = script }
                : new() { ContentType = "text/html", Body = "<!doctype html><script src=checks.js></script>" }));
            var page = await context.NewPageAsync();
            await page.GotoAsync("http://localhost:48911/");
            var said = await page.EvaluateAsync<string>("async ([name, words]) => JSON.stringify(await check(name, JSON.parse(words)))", new[] { check, JsonSerializer.Serialize(words) });
            return JsonDocument.Parse(said).RootElement;
        }
        finally
        {
            await context.CloseAsync();
        }
    }
}
