using System.Globalization;
using SecureDrop.Claims;
using SecureDrop.Tests;

namespace SecureDrop.Soak;

/// <summary>The folder everything lives in, its people's keys, and a clock that all programs go by.</summary>
internal sealed class World
{
    private static readonly string Preload = "/usr/lib";
    private readonly string _clock;

    public World(string folder)
    {
        Folder = Directory.CreateDirectory(folder).FullName;
        _clock = Path.Combine(Folder, "clock");
        Port = FreePort.Next();
        Environment = new()
        {
            ["FAKETIME_TIMESTAMP_FILE"] = _clock,
            ["FAKETIME_CACHE_DURATION"] = "1",
            ["FAKETIME_DONT_FAKE_MONOTONIC"] = "1",
            ["FAKETIME_FORCE_MONOTONIC_FIX"] = "0",
            ["LD_PRELOAD"] = Library ?? "",
            ["DOTNET_ENVIRONMENT"] = "Production",
            ["DOTNET_TieredPGO"] = "0",
            ["HOME"] = Folder,
            ["TMPDIR"] = Directory.CreateDirectory(At("tmp")).FullName,
            ["NO_COLOR"] = "1",
            ["LC_ALL"] = "C.UTF-8",
        };
        Turn(0);
        File.WriteAllText(At("pass"), "lorry-7 minaret sluice kestrel orbit walnut\n");
    }

    public static bool HasClock => Library is not null;

    public string Folder { get; }

    /// <summary>Where the gateway listens in each of its lives.</summary>
    public int Port { get; }

    public Uri Url => new($"http://127.0.0.1:{Port}/");

    public Dictionary<string, string> Environment { get; }

    /// <summary>Days that the clock is ahead of the machine's.</summary>
    public int DaysAhead { get; private set; }

    public DateOnly Today => DateOnly.FromDateTime(DateTime.UtcNow).AddDays(DaysAhead);

    public string Data => At("vault");
    public string AtRestKey => At("keys/at-rest");
    public string Passphrase => At("pass");

    private static string? Library { get; } =
        Directory.Exists(Preload) ? Directory.GetDirectories(Preload).Select(folder => Path.Combine(folder, "faketime", "libfaketime.so.1")).FirstOrDefault(File.Exists) : null;

    public string At(string name) => Path.Combine(Folder, name);

    public string NewFolder(string name) => Directory.CreateDirectory(At(name)).FullName;

    /// <summary>Programs that run see it within a second or two.</summary>
    public void Turn(int days)
    {
        DaysAhead += days;
        File.WriteAllText(_clock, string.Create(CultureInfo.InvariantCulture, $"+{DaysAhead}d\n"));
    }

    /// <summary>The real programs, by the name of their project.</summary>
    public static string Program(string door) => Checkout.Program(door);
}
