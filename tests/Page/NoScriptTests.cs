using System.Text;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using Org.BouncyCastle.Security;
using SecureDrop.Certificates;
using SecureDrop.Formats.OpenPgp;
using SecureDrop.Formats.Testimonies;

namespace SecureDrop.Page.Tests;

/// <summary>Every page with JavaScript off, as in Tor Browser at its safest: usable, and accessible by WCAG 2.2 AA in all four languages.</summary>
[Collection(Looks.Name)]
public sealed class NoScriptTests(Browsers browsers, Stage stage)
{
    private static readonly AxeRunOptions Rules = new()
    {
        RunOnly = new RunOnlyOptions { Type = "tag", Values = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"] },
    };

    /// <summary>All of them in the longer rounds.</summary>
    public static TheoryData<string> Paths { get; } = Rounds.Of(1) > 1
        ? [.. new[] { "/" }.Concat(Looks.Languages.SelectMany(code => new[] { "", "kit", "gpg", "know" }.Select(page => $"/{code}/{page}")))] : ["/", "/ar/", "/ar/gpg"];

    public static TheoryData<string> Codes { get; } = [.. Looks.Languages];

    /// <param name="path">The page.</param>
    /// <param name="forced">Whether the reader's own colours are forced.</param>
    /// <param name="probed">The rules of accessibility are themselves a script: then the browser may run scripts, but gets none of the page's, and what
    /// stands in noscript is put in its place.</param>
    private async Task<IPage> OpenAsync(string path, ForcedColors forced = ForcedColors.None, bool probed = false)
    {
        var context = await (await browsers.GetAsync("chromium")).NewContextAsync(new()
        {
            BaseURL = stage.Url,
            JavaScriptEnabled = probed,
            BypassCSP = probed,
            ViewportSize = new() { Width = 360, Height = 740 },
            ForcedColors = forced,
        });
        context.SetDefaultTimeout(30_000);
        if (probed) await context.RouteAsync("**/assets/**", route => route.AbortAsync());
        var page = await context.NewPageAsync();
        await page.GotoAsync(path);
        return page;
    }

    private static async Task AssertAccessibleAsync(IPage page)
    {
        await page.EvaluateAsync("for (const hidden of document.querySelectorAll('noscript')) { const shown = document.createElement('div'); shown.innerHTML = hidden.textContent; hidden.replaceWith(shown); }");
        var found = await page.RunAxe(Rules);
        Assert.True(found.Passes.Length > 5);
        Assert.True(found.Violations.Length == 0, string.Join('\n', found.Violations.Select(one => $"{one.Id}: {string.Join(" | ", one.Nodes.Select(node => node.Html))}")));
    }

    private static Task<int> OverflowAsync(IPage page) =>
        page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth");

    [NeedsTheory("chromium")]
    [MemberData(nameof(Paths))]
    [Trait("Runs", "long")]
    public async Task A_page_is_accessible_and_fits_a_small_phone_and_doubled_text(string path)
    {
        var page = await OpenAsync(path, probed: true);
        await AssertAccessibleAsync(page);
        await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark });
        await AssertAccessibleAsync(page);
        await page.SetViewportSizeAsync(320, 740);
        Assert.Equal(0, await OverflowAsync(page)); // WCAG 1.4.10
        // A command is cut at its blanks only.
        Assert.Empty(await page.EvaluateAsync<string[]>("[...document.querySelectorAll('pre span')].filter((one) => one.getClientRects().length > 1).map((one) => one.textContent)"));
        await page.EvaluateAsync("document.documentElement.style.fontSize = '200%'"); // WCAG 1.4.4
        await page.SetViewportSizeAsync(640, 740);
        Assert.Equal(0, await OverflowAsync(page));
        await page.Context.CloseAsync();
    }

    [NeedsTheory("chromium")]
    [MemberData(nameof(Codes))]
    public async Task A_source_pastes_what_she_sealed_elsewhere_and_asks_about_it(string code)
    {
        var page = await OpenAsync("/");
        var asked = new List<string>();
        page.Context.Request += (_, request) => asked.Add(request.Url);
        await page.ClickAsync($"a[href='/{code}/']");
        Assert.True(await page.Locator("noscript").IsVisibleAsync());
        Assert.Equal(code is "ar" or "ckb" ? "rtl" : "ltr", await page.EvaluateAsync<string>("getComputedStyle(document.body).direction"));
        await SendAndAskAsync(page, code, _ => Task.CompletedTask);
        Assert.All(asked, url => Assert.StartsWith(stage.Url, url, StringComparison.Ordinal));
        await page.Context.CloseAsync();
    }

    [NeedsTheory("chromium")]
    [MemberData(nameof(Codes))]
    public async Task What_she_is_answered_is_accessible(string code)
    {
        var page = await OpenAsync($"/{code}/", probed: true);
        await SendAndAskAsync(page, code, AssertAccessibleAsync);
        await page.Context.CloseAsync();
    }

    [NeedsFact("firefox-esr")]
    public async Task With_scripts_switched_off_in_Firefox_she_sends_a_file_and_gets_a_receipt()
    {
        var context = await (await browsers.GetAsync("safest")).NewContextAsync();
        context.SetDefaultTimeout(30_000);
        var asked = new List<string>();
        context.Request += (_, request) => asked.Add(request.Url);
        var page = await context.NewPageAsync();
        await page.GotoAsync($"{stage.Url}/ckb/");
        Assert.DoesNotContain(asked, url => url.EndsWith(".js", StringComparison.Ordinal)); // no octet spent on what cannot run
        await page.SetInputFilesAsync("#file", new FilePayload { Name = "sealed.asc", MimeType = "text/plain", Buffer = Encoding.ASCII.GetBytes(Sealed()) });
        // Playwright waits for what a page without scripts never tells; so the keyboard.
        await page.Locator("form:has(#file) button").FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await page.Locator(".receipt").WaitForAsync();
        Assert.Matches("^[0-9]{5}( [0-9]{5}){4}$", (await page.Locator(".receipt").TextContentAsync())?.Trim());
        Assert.Equal("ckb", await page.Locator("html").GetAttributeAsync("lang"));
        await context.CloseAsync();
    }

    private static async Task SendAndAskAsync(IPage page, string code, Func<IPage, Task> look)
    {
        await page.FillAsync("#text", Sealed());
        await page.ClickAsync("form:has(#text) button");
        var receipt = await page.InnerTextAsync(".receipt");
        Assert.Matches("^[0-9]{5}( [0-9]{5}){4}$", receipt);
        Assert.Equal(code, await page.GetAttributeAsync("html", "lang"));
        await look(page);

        // In the digits that her keyboard has.
        await page.FillAsync("#receipt", string.Concat(receipt.Select(sign => code is "ar" && char.IsAsciiDigit(sign) ? (char)('\u0660' + (sign - '0')) : sign)));
        await page.ClickAsync("form:has(#receipt) button");
        Assert.Equal(receipt, await page.InnerTextAsync(".receipt"));
        await look(page);

        await page.FillAsync("#receipt", "123");
        await page.ClickAsync("form:has(#receipt) button");
        Assert.Equal("receipt_malformed", await page.InnerTextAsync("main code"));
        await look(page);
    }

    [NeedsFact("chromium")]
    public async Task A_file_is_sent_with_the_keyboard_alone()
    {
        var page = await OpenAsync("/ckb/");
        await page.SetInputFilesAsync("#file", new FilePayload { Name = "sealed.asc", MimeType = "text/plain", Buffer = Encoding.ASCII.GetBytes(Sealed()) });
        await page.FocusAsync("#file");
        var focused = "";
        for (var presses = 0; presses < 4 && focused != "BUTTON"; presses++)
        {
            await page.Keyboard.PressAsync("Tab");
            focused = await page.EvaluateAsync<string>("document.activeElement.tagName");
        }

        for (var presses = 0; presses < 10 && !page.Url.EndsWith("/submissions?lang=ckb", StringComparison.Ordinal); presses++)
        {
            await page.Keyboard.PressAsync("Enter"); // the first one is lost now and then, when the browser has not yet taken the file
            await Task.Delay(2000);
        }

        Assert.Matches("^[0-9]{5}( [0-9]{5}){4}$", await page.InnerTextAsync(".receipt"));
        await page.Context.CloseAsync();
    }

    [NeedsFact("chromium")]
    public async Task The_way_out_is_the_first_thing_reached_shows_an_empty_page_and_never_hides_what_has_the_focus()
    {
        var page = await OpenAsync("/ar/");
        await page.Keyboard.PressAsync("Tab"); // past it, to the content
        await page.Keyboard.PressAsync("Tab");
        Assert.Equal("leave", await page.EvaluateAsync<string>("document.activeElement.id"));

        // WCAG 2.4.11: it stays at the top, and focus never hides behind it, forwards or backwards.
        for (var presses = 0; presses < 60; presses++)
        {
            await page.Keyboard.PressAsync(presses < 30 ? "Tab" : "Shift+Tab");
            Assert.True(await page.EvaluateAsync<bool>(
                "(() => { const bar = document.querySelector('header').getBoundingClientRect(), at = document.activeElement.getBoundingClientRect();"
                + " return document.activeElement === document.body || document.querySelector('header').contains(document.activeElement)"
                + " || document.activeElement.className === 'skip' || at.bottom > bar.bottom; })()"), $"press {presses}");
        }

        await page.EvaluateAsync("scrollTo(0, document.documentElement.scrollHeight)");
        await page.ClickAsync("#leave");
        await page.WaitForURLAsync("about:blank");
        Assert.Equal("", await page.EvaluateAsync<string>("document.body.innerText"));
        await page.Context.CloseAsync();
    }

    [NeedsFact("chromium")]
    public async Task Paper_gets_the_code_and_the_instructions_and_nothing_to_press()
    {
        var page = await OpenAsync("/fr/");
        await page.FillAsync("#text", Sealed());
        await page.ClickAsync("form:has(#text) button");
        await AssertPrintsAsync(page, ".receipt", "main ul");
        await page.GotoAsync("/fr/gpg");
        await AssertPrintsAsync(page, "main pre", "#certificates");
        await page.GotoAsync("/fr/kit");
        await AssertPrintsAsync(page, ".digits", "main ol");
        await page.Context.CloseAsync();

        static async Task AssertPrintsAsync(IPage page, params string[] printed)
        {
            await page.EmulateMediaAsync(new() { Media = Media.Print });
            foreach (var part in printed) Assert.True(await page.Locator(part).First.IsVisibleAsync(), part);
            foreach (var part in new[] { "header", ".top", "footer", "form", "button", "a.target", ".button" })
                Assert.False(await page.Locator(part).First.IsVisibleAsync(), part);
            await page.EmulateMediaAsync(new() { Media = Media.Screen });
        }
    }

    [NeedsFact("chromium")]
    public async Task With_forced_colours_what_can_be_pressed_keeps_its_border_and_focus_its_outline()
    {
        var page = await OpenAsync("/en/", forced: ForcedColors.Active);
        await page.FocusAsync("form:has(#text) button");
        await page.Keyboard.PressAsync("Shift+Tab");
        await page.Keyboard.PressAsync("Tab");
        var widths = await page.EvaluateAsync<string[]>(
            "(() => { const style = getComputedStyle(document.activeElement); return [style.borderTopWidth, style.outlineWidth, style.outlineStyle]; })()");
        Assert.Equal(["1px", "3px", "solid"], widths);
        await page.Context.CloseAsync();
    }

    /// <summary>What gpg or the kit would have made: sealed to the example reviewers, in armor.</summary>
    private static string Sealed()
    {
        var day = DateOnly.FromDateTime(DateTime.UtcNow);
        Assert.True(VerifiedKeyring.TryOpen(ExampleOrganisation.KeyringFrame, ExampleOrganisation.Root, null, day, out var keyring, out _));
        var sealer = Sealer.For(keyring, day, new SecureRandom()) ?? throw new InvalidOperationException("Nobody to seal to.");
        Assert.True(PartName.TryParse($"{new string('a', 32)}-0001-0001", out var name));
        return Armor.Write("PGP MESSAGE", sealer.Seal("They came at night."u8, name));
    }
}
