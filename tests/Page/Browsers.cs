using Microsoft.Playwright;

namespace SecureDrop.Page.Tests;

/// <summary>
/// Debian's Chromium and Firefox, each started once. Nothing is downloaded: Playwright's driver comes with its package. Chromium without a window around its
/// pages (chromium-headless-shell), where it is installed, is the same engine for half the processor time.
/// </summary>
public sealed class Browsers : IAsyncLifetime
{
    private static readonly string ChromiumPath = File.Exists("/usr/bin/chromium-headless-shell") ? "/usr/bin/chromium-headless-shell" : "/usr/bin/chromium";
    private const string FirefoxPath = "/usr/bin/firefox-esr";

    private static readonly string[] Quiet =
        ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];

    private readonly Dictionary<string, Task<IBrowser>> _started = [];
    private IPlaywright? _playwright;

    /// <summary>chromium, firefox, or Firefox with what Tor Browser switches off: safer, or safest, where no script runs at all.</summary>
    public async Task<IBrowser> GetAsync(string name)
    {
        Task<IBrowser>? browser;
        lock (_started)
        {
            if (!_started.TryGetValue(name, out browser)) _started[name] = browser = StartAsync(name);
        }

        return await browser;
    }

    public async Task InitializeAsync() => _playwright = await Playwright.CreateAsync();

    public async Task DisposeAsync()
    {
        foreach (var browser in _started.Values) await (await browser).CloseAsync();
        _playwright?.Dispose();
    }

    private Task<IBrowser> StartAsync(string name)
    {
        var playwright = _playwright ?? throw new InvalidOperationException();
        if (name == "chromium") return playwright.Chromium.LaunchAsync(new() { ExecutablePath = ChromiumPath, Args = Quiet });
        var preferences = new Dictionary<string, object> { ["intl.accept_languages"] = "en" };
        if (name == "safer")
            foreach (var part in (string[])["ion", "baselinejit", "native_regexp", "wasm", "asmjs"]) preferences[$"javascript.options.{part}"] = false;
        if (name == "safest") preferences["javascript.enabled"] = false;
        return playwright.Firefox.LaunchAsync(new() { Channel = "moz-firefox", ExecutablePath = FirefoxPath, FirefoxUserPrefs = preferences });
    }
}

/// <summary>One gateway and one set of browsers for all stories, which then run one after the other: two cores hold no more than these and <see cref="Looks"/>.</summary>
[CollectionDefinition(Name)]
public sealed class Stories : ICollectionFixture<Browsers>, ICollectionFixture<Stage>
{
    public const string Name = "stories";
}

/// <summary>The same for how pages look and answer, beside the stories.</summary>
[CollectionDefinition(Name)]
public sealed class Looks : ICollectionFixture<Browsers>, ICollectionFixture<Stage>
{
    public const string Name = "looks";

    /// <summary>Where a right-to-left page may break; all four in the longer rounds.</summary>
    public static IEnumerable<string> Languages => Rounds.Of(1) > 1 ? Words.Languages : ["ar"];
}
