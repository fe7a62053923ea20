using Microsoft.Playwright;

namespace SecureDrop.Benchmarks.Page;

/// <summary>Debian's browsers, as tests/Page starts them.</summary>
internal static class Browser
{
    public static readonly string[] Names = ["chromium", "firefox", "safer"];

    public static Task<IBrowser> StartAsync(IPlaywright playwright, string name)
    {
        if (name == "chromium")
            return playwright.Chromium.LaunchAsync(new()
            {
                ExecutablePath = "/usr/bin/chromium",
                Args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
            });
        // Tor Browser's "Safer" compiles no script.
        string[] off = name == "safer" ? ["ion", "baselinejit", "native_regexp", "wasm", "asmjs"] : [];
        return playwright.Firefox.LaunchAsync(new()
        {
            Channel = "moz-firefox",
            ExecutablePath = "/usr/bin/firefox-esr",
            FirefoxUserPrefs = off.ToDictionary(part => $"javascript.options.{part}", _ => (object)false),
        });
    }
}
