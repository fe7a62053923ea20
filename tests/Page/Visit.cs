using Microsoft.Playwright;

namespace SecureDrop.Page.Tests;

/// <summary>A file as a source attaches it.</summary>
internal sealed record Attached(string Name, string MediaType, byte[] Octets);

/// <summary>One person at the page or the kit: what she does, in her language, and everything her browser asked of a network meanwhile.</summary>
internal sealed class Visit : IAsyncDisposable
{
    private readonly IBrowserContext _context;
    private readonly List<string> _requests = [];
    private readonly List<string> _complaints = [];

    private Visit(IBrowserContext context, IPage page, Words words)
    {
        (_context, Page, Words) = (context, page, words);
        context.Request += (_, request) =>
        {
            lock (_requests) _requests.Add(request.Url);
        };
        // Errors of scripts and refusals of the policy are printed there.
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning") Complain(message.Text);
        };
        page.PageError += (_, error) => Complain(error);
    }

    public IPage Page { get; }
    public Words Words { get; }

    public IReadOnlyList<string> Requests
    {
        get
        {
            lock (_requests) return [.. _requests];
        }
    }

    public IReadOnlyList<string> Complaints
    {
        get
        {
            lock (_complaints) return [.. _complaints];
        }
    }

    public static async Task<Visit> StartAsync(
        IBrowser browser, string address, string language = "en", int width = 1000, int height = 800, string? clock = null, bool ready = true,
        Func<IBrowserContext, Task>? before = null, ColorScheme scheme = ColorScheme.Light)
    {
        var context = await browser.NewContextAsync(new()
        {
            ViewportSize = new() { Width = width, Height = height },
            Locale = language,
            AcceptDownloads = true,
            ColorScheme = scheme,
        });
        context.SetDefaultTimeout(30_000);
        if (clock is not null) await context.AddInitScriptAsync(ShiftedClock(clock));
        if (before is not null) await before(context);
        var visit = new Visit(context, await context.NewPageAsync(), new Words(language));
        await visit.Page.GotoAsync(address);
        if (ready) await visit.Page.GetByLabel(visit.Words["tell.text"]).WaitForAsync();
        return visit;
    }

    /// <summary>Step 1, and on to step 2.</summary>
    public async Task TellAsync(string text, params Attached[] files)
    {
        await Page.GetByLabel(Words["tell.text"]).FillAsync(text);
        if (files.Length > 0)
        {
            await Page.GetByLabel(Words["files.add"]).SetInputFilesAsync(files.Select(file => new FilePayload { Name = file.Name, MimeType = file.MediaType, Buffer = file.Octets }));
            await Assertions.Expect(Page.Locator(".files li")).ToHaveCountAsync(files.Length);
        }

        await NextAsync();
    }

    public Task NextAsync() => PressAsync("next");

    public Task PressAsync(string name) => Page.GetByRole(AriaRole.Button, new() { NameRegex = Words.Whole(name) }).ClickAsync();

    public Task SealAsync() => PressAsync("seal.start");

    /// <summary>The receipt from the last screen, opened and closed again.</summary>
    public async Task<string> ReceiptAsync(bool kit = false)
    {
        await Page.GetByRole(AriaRole.Heading, new() { Name = Words[kit ? "done.heading.kit" : "done.heading"] }).WaitForAsync(new() { Timeout = 120_000 });
        await Page.GetByText(Words["done.show"]).ClickAsync();
        var receipt = await Page.Locator(".receipt code").InnerTextAsync();
        await Page.GetByText(Words["done.show"]).ClickAsync();
        return receipt;
    }

    /// <summary>A clock far ahead closes the door in words that name it; only a day on which the keyring is valid opens it again.</summary>
    public async Task SayTheDayAsync(string clock)
    {
        await Page.GetByText(clock).First.WaitForAsync();
        Assert.Equal(0, await Page.GetByLabel(Words["tell.text"]).CountAsync());
        await PressAsync("closed.day.button");
        await Page.GetByText(Words["closed.day.none"]).WaitForAsync();
        await Page.GetByLabel(Words["closed.day"]).FillAsync("2030-01-01");
        await PressAsync("closed.day.button");
        await Page.GetByText(Words["closed.day.over"]).WaitForAsync();
        await Page.GetByLabel(Words["closed.day"]).FillAsync("2026-12-24");
        await PressAsync("closed.day.button");
    }

    private void Complain(string text)
    {
        // Firefox asks for an icon by itself, and the policy rightly refuses it.
        if (text.Contains("favicon.ico", StringComparison.Ordinal)) return;
        lock (_complaints) _complaints.Add(text);
    }

    public async ValueTask DisposeAsync() => await _context.CloseAsync();

    /// <summary>A device whose clock stands at another day, and runs on from there.</summary>
    private static string ShiftedClock(string day) => $$"""
        {
          const shift = Date.parse("{{day}}T12:00:00Z") - Date.now();
          const Real = Date;
          globalThis.Date = class extends Real {
            constructor(...words) { if (words.length === 0) super(Real.now() + shift); else super(...words); }
            static now() { return Real.now() + shift; }
          };
        }
        """;
}
