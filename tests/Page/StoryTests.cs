using System.Text;
using System.Text.Json;
using Microsoft.Playwright;

namespace SecureDrop.Page.Tests;

/// <summary>From what a source writes to the case that a reviewer opens, through the real page, gateway and programs.</summary>
[Collection(Stories.Name)]
public sealed class StoryTests(Browsers browsers, Stage stage)
{
    private const string Sentinel = "قمر فوق حلب";

    /// <summary>Reading a picture takes a while, and she goes on meanwhile.</summary>
    private const string SlowDevice = """
        const read = Blob.prototype.arrayBuffer;
        Blob.prototype.arrayBuffer = async function () {
          if (this instanceof File) await new Promise((go) => { setTimeout(go, 2000); });
          return read.call(this);
        };
        """;

    /// <summary>The slowest in the longer rounds only.</summary>
    public static TheoryData<string, string> Visits { get; } = Rounds.Of(1) > 1
        ? new() { { "chromium", "ar" }, { "firefox", "ckb" }, { "safer", "fr" } } : new() { { "chromium", "ar" }, { "firefox", "ckb" } };

    [NeedsTheory("chromium", "firefox-esr")]
    [MemberData(nameof(Visits))]
    public async Task What_a_source_writes_and_attaches_is_what_a_reviewer_reads(string browser, string language)
    {
        var (text, film) = ($"{Sentinel} {browser}", new byte[90_000]);
        Random.Shared.NextBytes(film);
        var picture = Vector.In("pictures").First(vector => vector.Name == "jpeg-everything").Octets;
        await using var line = new Line(stage.Url);
        await using var visit = await Visit.StartAsync(await browsers.GetAsync(browser), $"{line.Url}/{language}/", language);

        await visit.TellAsync(text, new("بيت.jpg", "image/jpeg", picture), new("film-from-home.mp4", "video/mp4", film));
        await visit.Page.GetByLabel(visit.Words["wishes.yes"]).First.CheckAsync();
        await visit.Page.GetByLabel(visit.Words["wishes.no"]).Nth(2).CheckAsync();
        await visit.NextAsync();
        await visit.SealAsync();
        var receipt = await visit.ReceiptAsync();

        Assert.True(Formats.Receipt.TryParse(receipt, out _));
        Assert.Empty(visit.Complaints);
        Assert.All(visit.Requests, request => Assert.StartsWith(line.Url, request, StringComparison.Ordinal));
        foreach (var secret in new[] { Encoding.UTF8.GetBytes(Sentinel), "film-from-home"u8.ToArray(), film[..64], film[^64..], picture[..64] })
            Assert.Equal(-1, line.Sent.AsSpan().IndexOf(secret));
        // Control: what was sent went over this very line.
        Assert.True(line.Sent.Length > film.Length && line.Sent.AsSpan().IndexOf("POST /submissions"u8) > 0);
        // And the same search finds the same words when a page does send them.
        await visit.Page.EvaluateAsync("(text) => fetch('/receipts', { method: 'POST', body: text }).catch(() => {})", Sentinel);
        Assert.True(line.Sent.AsSpan().IndexOf(Encoding.UTF8.GetBytes(Sentinel)) > 0);

        var opened = stage.OpenCases().Single(folder => File.ReadAllText(Path.Combine(folder, "message.txt")) == text);
        Assert.Equal(film, File.ReadAllBytes(Path.Combine(opened, "files", "film-from-home.mp4")));
        Assert.Equal(picture, File.ReadAllBytes(Path.Combine(opened, "files", "بيت.jpg")));
        var testimony = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(opened, "testimony.json"))).RootElement;
        Assert.Equal(language, testimony.GetProperty("language").GetString());
        Assert.Equal("""{"court":true,"publication":false}""", testimony.GetProperty("consent").GetRawText());
    }

    [NeedsFact("chromium")]
    public async Task A_cleaned_picture_arrives_without_place_device_and_time_and_under_a_name_that_says_nothing()
    {
        var picture = Vector.In("pictures").First(vector => vector.Name == "jpeg-everything").Octets;
        await using var visit = await Visit.StartAsync(await browsers.GetAsync("chromium"), $"{stage.Url}/en/", before: context => context.AddInitScriptAsync(SlowDevice));
        await visit.Page.GetByLabel(visit.Words["files.add"]).SetInputFilesAsync(new FilePayload { Name = "IMG_20240501_101112.jpg", MimeType = "image/jpeg", Buffer = picture });
        Assert.True(await visit.Page.GetByLabel(visit.Words["files.keep"]).IsCheckedAsync());
        await visit.Page.GetByLabel(visit.Words["files.clean"], new() { Exact = true }).CheckAsync();
        await visit.TellAsync("a cleaned picture");
        await visit.NextAsync();
        Assert.Equal(0, await visit.Page.GetByText(visit.Words["files.cleaned"]).CountAsync());
        await visit.SealAsync();
        // It is under way from the press on: nothing changes meanwhile, and the words stay English to the end.
        await visit.Page.ClickAsync("nav a[hreflang=fr]");
        await visit.ReceiptAsync();

        var opened = stage.OpenCases().Single(folder => File.ReadAllText(Path.Combine(folder, "message.txt")) == "a cleaned picture");
        var arrived = Encoding.Latin1.GetString(File.ReadAllBytes(Path.Combine(opened, "files", "picture-1.jpg")));
        Assert.DoesNotContain("Sentinel", arrived, StringComparison.Ordinal);
        Assert.DoesNotContain("2024", arrived, StringComparison.Ordinal);
    }

    [NeedsFact("chromium")]
    public async Task A_picture_that_cannot_be_cleaned_is_not_sealed_before_she_is_told()
    {
        var picture = Vector.In("pictures").First(vector => vector.Name == "jpeg-no-end").Octets;
        await using var visit = await Visit.StartAsync(await browsers.GetAsync("chromium"), $"{stage.Url}/en/", before: context => context.AddInitScriptAsync(SlowDevice));
        await visit.Page.GetByLabel(visit.Words["files.add"]).SetInputFilesAsync(new FilePayload { Name = "cut.jpg", MimeType = "image/jpeg", Buffer = picture });
        await visit.Page.GetByLabel(visit.Words["files.clean"], new() { Exact = true }).CheckAsync();
        // She has gone on when it turns out.
        await visit.TellAsync("not cleaned");
        await visit.NextAsync();
        await Task.Delay(3000);
        await visit.SealAsync();
        await visit.Page.GetByText(visit.Words["files.uncleaned"]).WaitForAsync();
        Assert.DoesNotContain($"{stage.Url}/submissions", visit.Requests);
        // Now it is hers to say.
        await visit.PressAsync("seal.again");
        await visit.ReceiptAsync();
        Assert.Contains($"{stage.Url}/submissions", visit.Requests);
    }

    [NeedsFact("chromium")]
    public async Task A_part_refused_for_good_keeps_the_text_within_reach_and_goes_again_as_it_was()
    {
        var posted = new List<byte[]>();
        await using var visit = await Visit.StartAsync(await browsers.GetAsync("chromium"), $"{stage.Url}/en/", before: context => context.RouteAsync("**/submissions", async route =>
        {
            posted.Add(route.Request.PostDataBuffer ?? []);
            if (posted.Count == 1) await route.FulfillAsync(new() { Status = 422, ContentType = "application/problem+json", Body = """{"code":"recipient_retired"}""" });
            else await route.ContinueAsync();
        }));
        await visit.TellAsync("refused once");
        await visit.NextAsync();
        await visit.SealAsync();
        await visit.Page.GetByText(visit.Words["seal.retired"]).WaitForAsync();
        await visit.PressAsync("back");
        await visit.PressAsync("back");
        Assert.Equal("refused once", await visit.Page.GetByLabel(visit.Words["tell.text"]).InputValueAsync());
        await visit.NextAsync();
        await visit.NextAsync();
        await visit.SealAsync();
        await visit.ReceiptAsync();
        Assert.Equal(2, posted.Count);
        Assert.Equal(posted[0], posted[1]);
    }

    /// <summary>Both in the longer rounds.</summary>
    public static TheoryData<string> Cut { get; } = [.. Rounds.Of(1) > 1 ? new[] { "chromium", "firefox" } : ["chromium"]];

    [NeedsTheory("chromium", "firefox-esr")]
    [MemberData(nameof(Cut))]
    public async Task A_dropped_line_costs_one_part_and_nothing_arrives_twice(string browser)
    {
        var film = new byte[9 << 20];
        Random.Shared.NextBytes(film);
        await using var line = new Line(stage.Url);
        await using var visit = await Visit.StartAsync(await browsers.GetAsync(browser), $"{line.Url}/en/");
        await visit.TellAsync($"cut for {browser}", new Attached("f.bin", "application/octet-stream", film));
        await visit.NextAsync();
        // In the middle of the second part of four megabytes.
        line.CutOnceAfter(6 << 20);
        await visit.SealAsync();
        await visit.ReceiptAsync();

        Assert.Equal(1, line.Cuts);
        // Three parts, and what had left of the second one before the cut.
        Assert.InRange(line.Sent.Length, 3 * (4 << 20), 4 * (4 << 20) + (1 << 20));
        await visit.PressAsync("ask.all");
        await visit.Page.GetByText(visit.Words["ask.waiting"]).WaitForAsync();
        var opened = stage.OpenCases().Single(folder => File.ReadAllText(Path.Combine(folder, "message.txt")) == $"cut for {browser}");
        Assert.Equal(film, File.ReadAllBytes(Path.Combine(opened, "files", "f.bin")));
    }

    [NeedsFact("chromium")]
    public async Task A_sending_paused_or_in_trouble_waits_lists_what_is_not_answered_and_goes_on_with_the_same_parts()
    {
        using var folder = new TempFolder();
        var film = new byte[9 << 20];
        Random.Shared.NextBytes(film);
        var (file, moved) = (folder.Write("f.bin", film), Path.Combine(folder.Path, "moved.bin"));
        // So slow that she presses before the end even where the machine is slow as well.
        await using var line = new Line(stage.Url) { Slowness = (TimeSpan.Zero, 256 << 10) };
        await using var visit = await Visit.StartAsync(await browsers.GetAsync("chromium"), $"{line.Url}/en/");
        await visit.Page.GetByLabel(visit.Words["files.add"]).SetInputFilesAsync(file);
        await Assertions.Expect(visit.Page.Locator(".files li")).ToHaveCountAsync(1);
        await visit.TellAsync("paused");
        await visit.NextAsync();
        await visit.SealAsync();
        await visit.PressAsync("seal.pause");
        await visit.Page.GetByText(visit.Words["seal.paused"]).WaitForAsync();
        await visit.Page.GetByText(visit.Words["seal.unanswered"]).ClickAsync();
        Assert.EndsWith("3 of 3", (await visit.Page.GetByText("Part ").Last.InnerTextAsync()).Replace("1-", "", StringComparison.Ordinal).Replace("2-", "", StringComparison.Ordinal), StringComparison.Ordinal);
        // What is still in the buffers of the line arrives; then nothing more does.
        line.Slowness = null;
        long before;
        do
        {
            before = line.Sent.Length;
            await Task.Delay(1000);
        }
        while (line.Sent.Length > before);
        Assert.InRange(before, 0, 2 * (4 << 20));
        // The last part cannot be sealed while its file is away. What has arrived by then stays what it is, and only the rest is sent.
        File.Move(file, moved);
        await visit.PressAsync("seal.continue");
        await visit.Page.GetByText(visit.Words["seal.trouble"]).WaitForAsync();
        File.Move(moved, file);
        await visit.PressAsync("seal.again");
        await visit.ReceiptAsync();
        Assert.InRange(line.Sent.Length, 3 * (4 << 20), 4 * (4 << 20) + (1 << 20)); // three parts, and what had left of one before the pause
        await visit.PressAsync("ask.all");
        await visit.Page.GetByText("Parts: 3").WaitForAsync();
        var opened = stage.OpenCases().Single(one => File.ReadAllText(Path.Combine(one, "message.txt")) == "paused");
        Assert.Equal(film, File.ReadAllBytes(Path.Combine(opened, "files", "f.bin")));
    }
}
