using System.Diagnostics;
using Microsoft.Playwright;
using SecureDrop.Benchmarks.Report;
using SecureDrop.Benchmarks.Servers;
using SecureDrop.Claims;
using SecureDrop.Page.Tests;

namespace SecureDrop.Benchmarks.Page;

/// <summary>The source's side: what a first visit costs, and how fast and in how much memory her browser seals.</summary>
internal sealed class Pages(Peers peers, string directory, string? only)
{
    private const string WorkerPage = "http://localhost:48911/";
    private static readonly string Gen = Path.Combine(Checkout.Root, "src", "Page", "gen");
    private readonly Table _table = new("", "visit KB", "write s", "seal s", "4 MiB", "200 MB", "sealing", "peak MB");

    public async Task<IReadOnlyList<PageRow>> RunAsync()
    {
        _table.Begin("the page: first visit, 400 kbit/s and 600 ms, sealing in MB/s, peak while sealing 500 MB");
        using var playwright = await Playwright.CreateAsync();
        await using var server = await Server.StartAsync(peers.Gateway());
        var gateway = $"http://127.0.0.1:{server.Target.Port}";
        var rows = new List<PageRow>();
        foreach (var name in Browser.Names.Where(name => only is null || name == only))
        {
            await using var browser = await Browser.StartAsync(playwright, name);
            var octets = await VisitAsync(browser, gateway);
            var slow = name == "chromium" ? await SlowVisitAsync(browser, gateway) : ((double, double)?)null;
            var page = await WorkerAsync(browser);
            await SealAsync(page, 4 << 20); // once, so that scripts are compiled where they are
            var small = await SealAsync(page, 4 << 20);
            var large = await SealAsync(page, 200_000_000);
            var row = new PageRow(
                name, octets, slow?.Item1, slow?.Item2, 4.194 / (small.Reading + small.Sealing), 200 / (large.Reading + large.Sealing), 200 / large.Sealing,
                await PeakAsync(page));
            rows.Add(row);
            _table.Print(
                name, Figure.Fine(row.VisitOctets / 1e3), Figure.Fine(row.WriteSeconds ?? double.NaN), Figure.Fine(row.SealSeconds ?? double.NaN),
                Figure.Fine(row.SmallSpeed), Figure.Fine(row.LargeSpeed), Figure.Fine(row.LargeSealingOnly), Figure.Whole(row.PeakMegabytes));
        }

        return rows;
    }

    private static async Task<long> VisitAsync(IBrowser browser, string gateway)
    {
        await using var line = new Line(gateway);
        var page = await browser.NewPageAsync();
        await VisitAsync(page, line.Url);
        await page.Context.CloseAsync();
        return line.Received + line.Sent.Length;
    }

    private static async Task<(double Write, double Seal)> SlowVisitAsync(IBrowser browser, string gateway)
    {
        var page = await browser.NewPageAsync();
        var session = await page.Context.NewCDPSessionAsync(page);
        await session.SendAsync("Network.enable");
        await session.SendAsync("Network.emulateNetworkConditions", new()
        {
            ["offline"] = false,
            ["latency"] = 600,
            ["downloadThroughput"] = 50_000,
            ["uploadThroughput"] = 50_000,
        });
        var times = await VisitAsync(page, gateway);
        await page.Context.CloseAsync();
        return times;
    }

    private static async Task<(double Write, double Seal)> VisitAsync(IPage page, string url)
    {
        var clock = Stopwatch.StartNew();
        await page.GotoAsync($"{url}/ar/", new() { WaitUntil = WaitUntilState.Commit });
        await page.Locator("#seal textarea").First.WaitForAsync();
        var write = clock.Elapsed.TotalSeconds;
        // The list of facts names the keyring as soon as it is verified.
        await page.Locator("#seal details summary").Last.ClickAsync();
        await page.WaitForFunctionAsync("() => document.querySelector('#seal code') !== null || (() => { const last = [...document.querySelectorAll('#seal details')].at(-1); last.open = !last.open; return false; })()", null, new() { PollingInterval = 100 });
        return (write, clock.Elapsed.TotalSeconds);
    }

    /// <summary>The page's own sealing thread, driven without its screens.</summary>
    private static async Task<IPage> WorkerAsync(IBrowser browser)
    {
        var page = await browser.NewPageAsync();
        var worker = await File.ReadAllTextAsync(Path.Combine(Gen, "worker.js"));
        var driver = await File.ReadAllTextAsync(Path.Combine(Checkout.Root, "tests", "Benchmarks", "Page", "driver.html"));
        await page.RouteAsync($"{WorkerPage}**", route => route.FulfillAsync(route.Request.Url.EndsWith(".js", StringComparison.Ordinal)
            ? new() { ContentType = "text/javascript", Body = worker }
            : new() { ContentType = "text/html", Body = driver }));
        await page.GotoAsync(WorkerPage);
        var keyring = await File.ReadAllTextAsync(Path.Combine(Checkout.Root, "keys-example", "keyring.asc"));
        var root = keyring.Split('\n').First(line => line.StartsWith("root ", StringComparison.Ordinal))[5..];
        await page.EvaluateAsync("(baked) => ask('trust', baked, null, '2026-11-26')", $"{root}\n{keyring}");
        return page;
    }

    private async Task<(double Reading, double Sealing)> SealAsync(IPage page, int octets)
    {
        var file = Path.Combine(directory, "film.bin");
        await using (var film = File.Create(file))
        {
            var piece = new byte[1 << 20];
            for (var left = octets; left > 0; left -= piece.Length)
            {
                Random.Shared.NextBytes(piece);
                film.Write(piece.AsSpan(0, Math.Min(left, piece.Length)));
            }
        }

        await page.SetInputFilesAsync("input", file);
        var seconds = await page.EvaluateAsync<double[]>("sealAll()");
        File.Delete(file);
        return (seconds[0], seconds[1]);
    }

    private async Task<double> PeakAsync(IPage page)
    {
        var last = 0L;
        long Resident()
        {
            try
            {
                return last = ProcessTree.Of(Environment.ProcessId).Where(IsBrowser).Sum(Proportional);
            }
            catch (IOException)
            {
                return last; // a process or thread has gone while the tree was walked
            }
        }

        var (idle, peak, going) = (Resident(), 0L, true);
        var watching = Task.Run(async () =>
        {
            for (; Volatile.Read(ref going); await Task.Delay(50)) peak = Math.Max(peak, Resident());
        });
        await SealAsync(page, 500_000_000);
        Volatile.Write(ref going, false);
        await watching;
        return (peak - idle) / 1e6;
    }

    private static bool IsBrowser(int process)
    {
        try
        {
            return File.ReadAllText($"/proc/{process}/comm") is var name && (name.Contains("chrom", StringComparison.Ordinal) || name.Contains("firefox", StringComparison.Ordinal)
                || name.Contains("Content", StringComparison.Ordinal) || name.Contains("Web", StringComparison.Ordinal) || name.Contains("Isolated", StringComparison.Ordinal));
        }
        catch (IOException)
        {
            return false; // gone meanwhile
        }
    }

    /// <summary>Pss: shared pages are counted once over all processes.</summary>
    private static long Proportional(int process)
    {
        try
        {
            var line = File.ReadLines($"/proc/{process}/smaps_rollup").First(line => line.StartsWith("Pss:", StringComparison.Ordinal));
            return long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], System.Globalization.CultureInfo.InvariantCulture) << 10;
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException or InvalidOperationException)
        {
            return 0;
        }
    }
}
