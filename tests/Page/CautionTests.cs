using System.Diagnostics;
using System.Text;
using Microsoft.Playwright;

namespace SecureDrop.Page.Tests;

/// <summary>What keeps a source safe around the sealing: leaving, warnings, a door that closes, a browser that cannot seal.</summary>
[Collection(Stories.Name)]
public sealed class CautionTests(Browsers browsers, Stage stage)
{
    [NeedsTheory("chromium", "firefox-esr")]
    [InlineData("chromium", false)]
    [InlineData("chromium", true)]
    [InlineData("firefox", true)]
    public async Task Leaving_empties_the_page_at_once_and_going_back_shows_nothing(string browser, bool byKeys)
    {
        await using var visit = await Visit.StartAsync(await browsers.GetAsync(browser), $"{stage.Url}/en/");
        await visit.Page.GetByLabel(visit.Words["tell.text"]).FillAsync("nobody may see this");
        // What shows between the press and the empty page: covered, and every field already empty.
        await visit.Page.EvaluateAsync("""
            new MutationObserver(() => {
              if (!document.querySelector(".blank")) return;
              window.name = [...document.querySelectorAll("textarea")].map((one) => one.value).join("") + "|" + document.querySelector(".blank").getBoundingClientRect().width;
            }).observe(document.body, { childList: true })
            """);
        if (!byKeys) await visit.Page.Locator("#leave").ClickAsync();
        // A machine with much to do may spread three presses over more than their second and a half: then they are pressed again, as she would.
        for (var end = Environment.TickCount64 + 30_000; byKeys && visit.Page.Url != "about:blank" && Environment.TickCount64 < end;)
            await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => visit.Page.Keyboard.PressAsync("Shift")));
        // There is nothing to load: its event may have come before anybody waits for it.
        await visit.Page.WaitForURLAsync("about:blank", new() { WaitUntil = WaitUntilState.Commit });
        Assert.Matches("^([|]1000|)$", await visit.Page.EvaluateAsync<string>("window.name"));
        await visit.Page.GoBackAsync();
        Assert.DoesNotContain("nobody may see this", await visit.Page.ContentAsync(), StringComparison.Ordinal);
    }

    [NeedsFact("chromium")]
    public async Task Capitals_typed_in_a_row_do_not_leave()
    {
        await using var visit = await Visit.StartAsync(await browsers.GetAsync("chromium"), $"{stage.Url}/en/");
        await visit.Page.GetByLabel(visit.Words["tell.text"]).FocusAsync();
        for (var i = 0; i < 4; i++) await visit.Page.Keyboard.PressAsync("Shift+A");
        Assert.Equal("AAAA", await visit.Page.GetByLabel(visit.Words["tell.text"]).InputValueAsync());
    }

    [NeedsFact("node")]
    public void A_number_an_address_an_account_and_a_receipt_are_noticed_in_any_script_and_a_day_is_not()
    {
        string[] texts =
        [
            "+963 944 123 456", "اتصلوا على ٠٩٤٤١٢٣٤٥٦", "me@example.org", "write to @some_one", "see t.me/some_one", "39941 81437 17509 23613 85314",
            "٣٩٩٤١ ٨١٤٣٧ ١٧٥٠٩ ٢٣٦١٣ ٨٥٣١٤", "on 2024-05-01 and 1.5.2024, 12 people of 1500", "nothing here",
        ];
        string[] kinds = ["phone", "phone", "mail", "account", "account", "receipt", "receipt", "", ""];
        // And a very long word, and a whole book of addresses, hold nobody up: with the square of their length they would for minutes.
        string[] large = [new('a', 1 << 20), $"{new string('a', 1 << 20)}@", string.Concat(Enumerable.Repeat("a.", 1 << 19)), string.Concat(Enumerable.Range(0, 100_000).Select(i => $"a{i}@b.example "))];
        var started = Stopwatch.StartNew();
        var found = NodeChecks.Run("findings", large).EnumerateArray().Select(one => one.GetArrayLength());
        Assert.Equal([0, 0, 0, 100_000], found);
        Assert.InRange(started.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(20));
        var said = NodeChecks.Run("findings", texts).EnumerateArray().Select(one => string.Join(',', one.EnumerateArray().Select(found => found.GetProperty("kind").GetString())));
        Assert.Equal(kinds, said);
    }

    [NeedsFact("chromium")]
    public async Task The_page_says_what_a_text_may_betray_and_tells_nobody_else()
    {
        await using var line = new Line(stage.Url);
        await using var visit = await Visit.StartAsync(await browsers.GetAsync("chromium"), $"{line.Url}/en/");
        // Behind a word as long as a page takes it.
        await visit.Page.GetByLabel(visit.Words["tell.text"]).FillAsync($"{new string('a', 200_000)} call 0944 123 456");
        await visit.Page.GetByText(visit.Words.Start("warn.phone")).WaitForAsync();
        Assert.Equal(-1, line.Sent.AsSpan().IndexOf("0944"u8));
    }

    [NeedsTheory("chromium", "firefox-esr")]
    [InlineData("chromium")]
    [InlineData("firefox")]
    public async Task What_is_not_sealed_does_not_leave_by_the_form_for_what_was_sealed_elsewhere(string browser)
    {
        await using var line = new Line(stage.Url);
        await using var visit = await Visit.StartAsync(await browsers.GetAsync(browser), $"{line.Url}/en/");
        await visit.Page.Locator("details:has(#sealed) summary").ClickAsync();
        await visit.Page.FillAsync("#text", "Never to be sent.");
        await visit.Page.ClickAsync("form:has(#text) button");
        await visit.Page.Locator("form:has(#text)").GetByText(visit.Words["unsealed"]).WaitForAsync();
        await visit.Page.SetInputFilesAsync("#file", new FilePayload { Name = "a.jpg", MimeType = "image/jpeg", Buffer = Vector.In("pictures")[0].Octets });
        await visit.Page.ClickAsync("form:has(#file) button");
        await visit.Page.Locator("form:has(#file)").GetByText(visit.Words["unsealed"]).WaitForAsync();
        Assert.Equal(-1, line.Sent.AsSpan().IndexOf("POST "u8));
        // Control: what begins as a sealed text goes, and the gateway judges it.
        await visit.Page.FillAsync("#text", "-----BEGIN PGP MESSAGE-----\n\nAAAA\n-----END PGP MESSAGE-----\n");
        await visit.Page.ClickAsync("form:has(#text) button");
        await visit.Page.GetByText("It was not taken").WaitForAsync();
        Assert.True(line.Sent.AsSpan().IndexOf("POST /submissions"u8) > 0);
    }

    public static TheoryData<string, string> Doors { get; } = new()
    {
        { "fork", "closed.false" }, { "stranger", "closed.false" }, { "expired", "closed.expired" }, { "none", "closed.server" },
        { "newer", "closed.newer" },
    };

    [NeedsTheory("chromium")]
    [MemberData(nameof(Doors))]
    public async Task The_door_closes_with_a_clear_text_when_the_gateways_keyring_is_not_to_be_trusted(string keyring, string text)
    {
        var frame = keyring switch
        {
            "fork" => ExampleOrganisation.Signed(1, expires: new(2099, 12, 30), keys: []),
            "stranger" => ExampleOrganisation.Signed(2, signer: "operator"),
            "expired" => ExampleOrganisation.Signed(2, expires: ExampleOrganisation.Keyring.Issued, keys: []),
            "newer" => Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(ExampleOrganisation.KeyringFrame).Replace("SecureDrop.Net keyring 1\n", "SecureDrop.Net keyring 2\n", StringComparison.Ordinal)),
            _ => null,
        };
        await using var visit = await Visit.StartAsync(await browsers.GetAsync("chromium"), $"{stage.Url}/en/", ready: false, before: context =>
            context.RouteAsync("**/keyring", route => route.FulfillAsync(
                frame is null ? new() { Status = 503, Body = "{}" } : new() { Status = 200, ContentType = "text/plain", BodyBytes = frame })));
        await visit.Page.GetByText(visit.Words["closed.heading"]).WaitForAsync();
        await visit.Page.GetByText(visit.Words.Start(text)).WaitForAsync();
        Assert.Equal(0, await visit.Page.GetByLabel(visit.Words["tell.text"]).CountAsync());
        Assert.Equal(0, await visit.Page.GetByRole(AriaRole.Button, new() { NameRegex = visit.Words.Whole("next") }).CountAsync());
    }

    [NeedsTheory("chromium")]
    [InlineData("1970-01-02")]
    [InlineData("2040-06-01")]
    public async Task A_device_that_lies_about_the_day_still_seals_and_sends(string clock)
    {
        await using var visit = await Visit.StartAsync(await browsers.GetAsync("chromium"), $"{stage.Url}/en/", clock: clock, ready: false, before: context =>
            context.RouteAsync("**/keyring", route => route.FulfillAsync(new() { ContentType = "text/plain", BodyBytes = ExampleOrganisation.ShortLived })));
        if (clock.StartsWith("2040", StringComparison.Ordinal)) await visit.SayTheDayAsync(clock);
        await visit.TellAsync($"sent in {clock}");
        await visit.NextAsync();
        await visit.SealAsync();
        await visit.ReceiptAsync();
    }

    [NeedsFact("chromium")]
    public async Task A_browser_that_cannot_seal_here_is_told_so_and_keeps_the_ways_without_a_script()
    {
        await using var visit = await Visit.StartAsync(await browsers.GetAsync("chromium"), $"{stage.Url}/en/", ready: false, before: context =>
            context.AddInitScriptAsync("Object.defineProperty(Crypto.prototype, 'subtle', { value: undefined })"));
        await visit.Page.GetByText(visit.Words["insecure"]).WaitForAsync();
        Assert.Equal("/en/kit", await visit.Page.GetByText(visit.Words["insecure.kit"], new() { Exact = true }).GetAttributeAsync("href"));
        Assert.True(await visit.Page.Locator(".nojs form").First.IsVisibleAsync());
        // Nor do they take here what is not sealed.
        await visit.Page.FillAsync("#text", "Never to be sent.");
        await visit.Page.ClickAsync("form:has(#text) button");
        await visit.Page.GetByText(visit.Words["unsealed"]).WaitForAsync();
        Assert.DoesNotContain($"{stage.Url}/submissions", visit.Requests);
    }

    [NeedsFact("chromium")]
    public async Task A_look_up_takes_digits_of_any_script_and_sends_them_in_ours()
    {
        await using var line = new Line(stage.Url);
        await using var visit = await Visit.StartAsync(await browsers.GetAsync("chromium"), $"{line.Url}/en/");
        await visit.Page.GetByText(visit.Words["ask.heading"]).First.ClickAsync();
        var input = visit.Page.Locator("#seal").GetByLabel(visit.Words["ask.label"], new() { Exact = true });
        await input.FillAsync("٣٩٩٤١ ٨١٤٣٧ ١٧٥٠٩ ٢٣٦١٣ ٨٥٣١٥");
        await visit.PressAsync("ask.button");
        await visit.Page.GetByText(visit.Words["ask.wrong"]).WaitForAsync();
        await input.FillAsync("٣٩٩٤١ ٨١٤٣٧-۱۷۵۰۹ 23613 ٨٥٣١٤");
        await visit.PressAsync("ask.button");
        await visit.Page.GetByText(visit.Words["ask.unknown"]).WaitForAsync();
        Assert.True(line.Sent.AsSpan().IndexOf("3994181437175092361385314"u8) > 0);
    }

    [NeedsFact("chromium")]
    public async Task Another_language_keeps_what_was_written_and_nothing_is_stored_in_the_browser()
    {
        await using var visit = await Visit.StartAsync(await browsers.GetAsync("chromium"), $"{stage.Url}/en/");
        var arabic = new Words("ar");
        Assert.True(await visit.Page.GetByText("Use Tor Browser").First.IsVisibleAsync());
        await visit.Page.GetByText("Send what you sealed").ClickAsync();
        await visit.Page.FillAsync("#text", "pasted");
        await visit.TellAsync("stored nowhere", new Attached("f.bin", "application/octet-stream", [1]));
        await visit.Page.GetByLabel(visit.Words["wishes.no"]).First.CheckAsync();
        await visit.Page.ClickAsync("nav a[hreflang=ar]");
        await visit.Page.GetByText(arabic["wishes.lead"]).WaitForAsync();
        Assert.Equal(($"{stage.Url}/ar/", "rtl", true), (visit.Page.Url, await visit.Page.EvaluateAsync<string>("getComputedStyle(document.body).direction"),
            await visit.Page.GetByLabel(arabic["wishes.no"]).First.IsCheckedAsync()));
        Assert.Equal(("pasted", "/submissions?lang=ar"), (await visit.Page.InputValueAsync("#text"), await visit.Page.GetAttributeAsync("form:has(#text)", "action")));
        Assert.True(await visit.Page.Locator("h1").IsVisibleAsync() && !await visit.Page.Locator(".lead, .nojs, noscript").First.IsVisibleAsync());
        await visit.Page.GetByRole(AriaRole.Button, new() { NameRegex = arabic.Whole("back") }).ClickAsync();
        Assert.Equal("stored nowhere", await visit.Page.GetByLabel(arabic["tell.text"]).InputValueAsync());
        Assert.Equal(1, await visit.Page.Locator(".files li").CountAsync());
        // Every other way from here asks first, in her language.
        var asked = "";
        visit.Page.Dialog += (_, dialog) =>
        {
            asked = dialog.Message;
            _ = dialog.DismissAsync();
        };
        await visit.Page.ClickAsync("footer a[href='/ar/know']");
        Assert.Equal((arabic["away"], $"{stage.Url}/ar/"), (asked, visit.Page.Url));
        // No answer: nothing changes.
        await visit.Page.Context.SetOfflineAsync(true);
        await visit.Page.ClickAsync("nav a[hreflang=fr]");
        await visit.Page.GetByText(new Words("fr")["ask.lost"]).WaitForAsync();
        Assert.Equal("stored nowhere", await visit.Page.GetByLabel(arabic["tell.text"]).InputValueAsync());
        await visit.Page.Context.SetOfflineAsync(false);
        var stored = await visit.Page.EvaluateAsync<string>("""
            (async () => [document.cookie, localStorage.length, sessionStorage.length, (await indexedDB.databases()).length,
              (await navigator.serviceWorker.getRegistrations()).length, (await caches.keys()).length].join())()
            """);
        Assert.Equal(",0,0,0,0,0", stored);
        Assert.Empty(await visit.Page.Context.CookiesAsync());
        // Control: what is stored is seen.
        Assert.Equal(1, await visit.Page.EvaluateAsync<int>("localStorage.setItem('a', 'b') ?? localStorage.length"));
    }
}
