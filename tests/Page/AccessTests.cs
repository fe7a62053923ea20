using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace SecureDrop.Page.Tests;

/// <summary>Every step in every language: WCAG 2.2 AA by axe, by keyboard alone, on a narrow screen, in its own direction.</summary>
[Collection(Looks.Name)]
public sealed class AccessTests(Browsers browsers, Stage stage)
{
    private static readonly AxeRunOptions Rules = new()
    {
        RunOnly = new RunOnlyOptions { Type = "tag", Values = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"] },
    };

    public static TheoryData<string> Languages { get; } = [.. Looks.Languages];

    [NeedsTheory("chromium")]
    [MemberData(nameof(Languages))]
    public async Task Each_step_is_accessible_fits_a_narrow_screen_and_runs_in_its_direction(string language)
    {
        var scheme = language is "ar" or "fr" ? ColorScheme.Light : ColorScheme.Dark;
        await using var visit = await Visit.StartAsync(await browsers.GetAsync("chromium"), $"{stage.Url}/{language}/", language, width: 320, height: 640, scheme: scheme);
        var picture = Vector.In("pictures").First(vector => vector.Name == "jpeg-everything").Octets;
        Assert.Equal(visit.Words["direction"], await DirectionAsync(visit, "document.getElementById('seal')"));

        await visit.Page.GetByText(visit.Words["know.heading"]).First.ClickAsync();
        await visit.Page.GetByText(visit.Words["ask.heading"]).First.ClickAsync();
        await visit.Page.GetByText(visit.Words["tell.more"]).ClickAsync();
        await visit.Page.GetByLabel(visit.Words["tell.text"]).FillAsync("0944 123 456 a@b.example");
        await visit.Page.GetByLabel(visit.Words["files.add"]).SetInputFilesAsync(new FilePayload[]
        {
            new() { Name = "بيت.jpg", MimeType = "image/jpeg", Buffer = picture },
            new() { Name = "a-rather-long-name-of-a-document-that-does-not-fit.pdf", MimeType = "", Buffer = "%PDF-"u8.ToArray() },
        });
        await visit.Page.GetByText(visit.Words["warn.heading"]).WaitForAsync();
        await AssertGoodAsync(visit);
        await visit.NextAsync();
        await AssertGoodAsync(visit);
        await visit.NextAsync();
        await AssertGoodAsync(visit);
        // Codes, sizes and names keep their own direction.
        Assert.Equal("ltr", await DirectionAsync(visit, "[...document.querySelectorAll('#seal bdi')].find((one) => /K[Bo]$/.test(one.textContent))"));
        await visit.SealAsync();
        await visit.ReceiptAsync();
        Assert.Equal("ltr", await DirectionAsync(visit, "document.querySelector('.receipt bdi')"));
        await visit.Page.GetByText(visit.Words["done.show"]).ClickAsync();
        await AssertGoodAsync(visit);
    }

    [NeedsTheory("chromium")]
    [MemberData(nameof(Languages))]
    public async Task The_kit_is_accessible_and_fits_a_narrow_screen(string language)
    {
        using var folder = new TempFolder();
        await using var visit = await Visit.StartAsync(await browsers.GetAsync("chromium"), KitTests.Kit(folder), language, width: 320, height: 640);
        await AssertGoodAsync(visit);
        await visit.TellAsync("from the kit");
        await visit.NextAsync();
        await visit.PressAsync("seal.start.kit");
        await visit.ReceiptAsync(kit: true);
        await AssertGoodAsync(visit);
    }

    [NeedsFact("chromium")]
    public async Task A_testimony_is_sent_by_keyboard_alone_and_focus_follows_each_step()
    {
        await using var visit = await Visit.StartAsync(await browsers.GetAsync("chromium"), $"{stage.Url}/en/");
        var keyboard = visit.Page.Keyboard;
        await visit.Page.GetByLabel(visit.Words["tell.text"]).FocusAsync();
        await keyboard.TypeAsync("by keyboard");
        await TabToAsync(visit, "next");
        await keyboard.PressAsync("Enter");
        Assert.Contains(visit.Words["wishes.heading"], await FocusedAsync(visit), StringComparison.Ordinal);
        await TabToAsync(visit, "next");
        await keyboard.PressAsync("Space");
        Assert.Contains(visit.Words["seal.heading"], await FocusedAsync(visit), StringComparison.Ordinal);
        await Assertions.Expect(visit.Page.GetByRole(AriaRole.Button, new() { NameRegex = visit.Words.Whole("seal.start") })).ToBeEnabledAsync();
        await TabToAsync(visit, "seal.start");
        await keyboard.PressAsync("Enter");
        await visit.ReceiptAsync();
    }

    [NeedsFact("chromium")]
    public async Task Paper_holds_the_receipt_and_what_to_do_and_nothing_else()
    {
        await using var visit = await Visit.StartAsync(await browsers.GetAsync("chromium"), $"{stage.Url}/en/");
        await visit.TellAsync("for paper");
        await visit.NextAsync();
        await visit.SealAsync();
        var receipt = await visit.ReceiptAsync();
        await visit.Page.EvaluateAsync("dispatchEvent(new Event('beforeprint'))");
        await visit.Page.EmulateMediaAsync(new() { Media = Media.Print });
        var paper = await visit.Page.InnerTextAsync("body");
        Assert.Contains(receipt, paper, StringComparison.Ordinal);
        Assert.Contains(visit.Words["destroy.when"], paper, StringComparison.Ordinal);
        foreach (var name in new[] { "know.heading", "ask.heading", "done.check", "done.print", "leave" }) Assert.DoesNotContain(visit.Words[name], paper, StringComparison.Ordinal);
    }

    private static async Task AssertGoodAsync(Visit visit)
    {
        var found = await visit.Page.RunAxe(Rules);
        Assert.True(found.Passes.Length > 5);
        Assert.True(found.Violations.Length == 0, string.Join('\n', found.Violations.Select(one => $"{one.Id}: {string.Join(" | ", one.Nodes.Select(node => node.Html))}")));
        const string overflow = "document.documentElement.scrollWidth - document.documentElement.clientWidth";
        Assert.Equal(0, await visit.Page.EvaluateAsync<int>(overflow)); // WCAG 1.4.10
        // Targets of 44 px, but for links inside a sentence (WCAG 2.5.8 asks for 24).
        var small = await visit.Page.EvaluateAsync<string[]>("""
            [...document.querySelectorAll("#seal button, #seal summary, #seal label:has(input), #seal a.button, #seal .add, #seal textarea, #seal input:not([type=radio])")]
              .filter((one) => one.checkVisibility() && one.getBoundingClientRect().height < 43.9).map((one) => one.outerHTML)
            """);
        Assert.Empty(small);
        // Where the reader's own colours are forced, only borders tell what is a field, a button or a warning.
        await visit.Page.EmulateMediaAsync(new() { ForcedColors = ForcedColors.Active });
        var bare = await visit.Page.EvaluateAsync<string[]>("""
            [...document.querySelectorAll("#seal :is(button, textarea, fieldset, .button, .notice, .add label, p.receipt, input:not([type=radio], [type=file])), .leave")]
              .filter((one) => one.checkVisibility() && (getComputedStyle(one).borderBlockStartStyle !== "solid" || parseFloat(getComputedStyle(one).borderBlockStartWidth) < 1))
              .map((one) => one.outerHTML)
            """);
        Assert.Empty(bare);
        await visit.Page.EmulateMediaAsync(new() { ForcedColors = ForcedColors.None });
    }

    private static Task<string> DirectionAsync(Visit visit, string element) => visit.Page.EvaluateAsync<string>($"getComputedStyle({element}).direction");

    private static async Task TabToAsync(Visit visit, string name)
    {
        for (var i = 0; i < 40; i++)
        {
            await visit.Page.Keyboard.PressAsync("Tab");
            if ((await FocusedAsync(visit)).Trim() == visit.Words[name]) return;
        }

        Assert.Fail($"{name} is not reached by Tab.");
    }

    private static Task<string> FocusedAsync(Visit visit) => visit.Page.EvaluateAsync<string>("document.activeElement.innerText ?? ''");
}
