using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Text;
using SecureDrop.Formats;

namespace SecureDrop.Gateway.Start;

/// <summary>The options of COMMANDS.md. A mistake in them ends with 2.</summary>
internal static class CommandLine
{
    private const int Usage = 2;

    /// <summary>Longest path of a Unix socket on Linux, in octets. Source: unix(7), sun_path without its final zero.</summary>
    private const int SocketPathOctets = 107;

    private static readonly Option<string?> Data = new("--data") { Description = "The vault's directory.", HelpName = "DIR" };
    private static readonly Option<string?> AtRestKey = new("--at-rest-key") { Description = "A file of 32 octets outside the vault's directory.", HelpName = "FILE" };
    private static readonly Option<string?> Urls = new("--urls") { Description = "Where to listen: http://IP:PORT, or http://unix:/PATH for a socket.", HelpName = "URL" };
    private static readonly Option<string?> IntakeDoor = new("--intake") { Description = "Whether submissions are taken.", HelpName = "open|closed", CustomParser = TakeDoor };
    private static readonly Option<int?> Rate = new("--rate") { Description = "Submissions a second that need no puzzle, of all senders together; as many again of solved puzzles, and of look-ups.", HelpName = "NUMBER", CustomParser = result => (int?)TakeNumber(result, "--rate", int.MaxValue) };
    private static readonly Option<long?> DailyOctets = new("--daily-octets") { Description = "Octets that sources may bring in a day; otherwise a quarter of what is free when it begins.", HelpName = "NUMBER", CustomParser = result => TakeNumber(result, "--daily-octets", long.MaxValue) };
    private static readonly Option<string?> Keyring = new("--keyring") { Description = "Development only: a keyring to install at start.", HelpName = "FILE" };
    private static readonly Option<string?> Root = new("--root") { Description = "Development only: whose keyring that is.", HelpName = "FINGERPRINT" };

    public static async Task<int> RunAsync(string[] arguments, Func<GatewaySettings, Task<int>> run)
    {
        var command = new RootCommand("Takes sealed submissions and keeps them until an operator carries them to the reviewers. It cannot open them.")
        {
            Data, AtRestKey, Urls, IntakeDoor, Rate, DailyOctets, Keyring, Root,
        };
        command.SetAction(parsed => RunAsync(parsed, run));
        var result = command.Parse(arguments);
        // Only what is wrong: the help, which the library would print to stdout, buries it.
        if (result.Errors.Count > 0) return await MistakenAsync([.. result.Errors.Select(error => error.Message), "see securedrop-gateway --help"]);
        // The host stops on SIGTERM and closes the vault in its own time; by default this library would end the process after two seconds.
        return await result.InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = null });
    }

    private static async Task<int> RunAsync(ParseResult parsed, Func<GatewaySettings, Task<int>> run)
    {
        if (TryRead(parsed, DevelopmentDefaults.IsDevelopment, out var settings) is not { } mistake) return await run(settings);
        return await MistakenAsync(mistake);
    }

    private static async Task<int> MistakenAsync(params string[] lines)
    {
#pragma warning disable RS0030 // Do not use banned APIs: what is wrong with the command line, before anything is opened or listened on.
        foreach (var line in lines) await Console.Error.WriteLineAsync(line);
#pragma warning restore RS0030
        return Usage;
    }

    /// <summary>Null when the settings are whole; otherwise the mistake and what to do.</summary>
    private static string? TryRead(ParseResult parsed, bool development, out GatewaySettings settings)
    {
        settings = new GatewaySettings("", "", new Uri(DevelopmentDefaults.Listening), parsed.GetValue(IntakeDoor) != "closed", development, null, null);
        if (!development && (parsed.GetValue(Keyring) ?? parsed.GetValue(Root)) is not null)
            return "--keyring and --root are for Development only. Use: securedrop-operator keyring install.";
        if ((parsed.GetValue(Data) ?? (development ? DevelopmentDefaults.Data : null)) is not { } data)
            return "--data is missing: the vault's directory.";
        if ((parsed.GetValue(AtRestKey) ?? (development ? DevelopmentDefaults.AtRestKeyFile : null)) is not { } atRestKey)
            return "--at-rest-key is missing: make one with: head -c 32 /dev/urandom > FILE";
        if (IsInside(Path.GetFullPath(atRestKey), Path.GetFullPath(data)))
            return "--at-rest-key must not lie in the vault's directory: who takes that away would have both.";
        if ((parsed.GetValue(Urls) ?? (development ? DevelopmentDefaults.Listening : null)) is not { } urls)
            return "--urls is missing: http://127.0.0.1:8080";
        var socket = urls.StartsWith(GatewaySettings.UnixUrl + '/', StringComparison.Ordinal) ? urls[GatewaySettings.UnixUrl.Length..] : null;
        if (socket is not null && Encoding.UTF8.GetByteCount(socket) > SocketPathOctets)
            return $"--urls is too long a path: a socket's may have at most {SocketPathOctets} octets.";
        var address = socket is null ? urls : DevelopmentDefaults.Listening; // not looked at beside a socket
        if (!Uri.TryCreate(address, UriKind.Absolute, out var url) || url is not { Scheme: "http", PathAndQuery: "/" } || !IsAddress(url.Host))
            return "--urls takes one http://IP:PORT or http://unix:/PATH. What comes before it (Tor) makes the line safe.";
        if (Encoding.UTF8.GetByteCount(Path.Combine(Path.GetFullPath(data), "control.sock")) > SocketPathOctets)
            return $"--data is too long a path: the control socket in it may have at most {SocketPathOctets} octets.";
        Fingerprint? root = null;
        if (parsed.GetValue(Root) is { } typed)
        {
            if (!Fingerprint.TryParseTyped(typed, out var fingerprint)) return "--root takes a fingerprint of 40 hexadecimal digits.";
            root = fingerprint;
        }

        settings = settings with
        {
            Data = Path.GetFullPath(data),
            AtRestKeyFile = Start.AtRestKeyFile.Behind(Path.GetFullPath(atRestKey)),
            Listening = url,
            PublicSocket = socket,
            KeyringFile = development ? parsed.GetValue(Keyring) ?? DevelopmentDefaults.KeyringFile : null,
            Root = root,
            Limits = Rated(parsed.GetValue(Rate)) with { DailyOctets = parsed.GetValue(DailyOctets) },
        };
        return null;
    }

    private static string? TakeDoor(ArgumentResult result)
    {
        if (result.Tokens[0].Value is "open" or "closed") return result.Tokens[0].Value;
        result.AddError("--intake takes open or closed.");
        return null;
    }

    private static Limits Rated(int? rate) => rate is { } number
        ? new Limits { RequestsPerSecond = number, Burst = number * 10L, PuzzlesPerSecond = number, PuzzleBurst = number * 10L }
        : new Limits();

    private static long? TakeNumber(ArgumentResult result, string name, long most)
    {
        if (long.TryParse(result.Tokens[0].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 && number <= most) return number;
        result.AddError($"{name} takes a whole number above zero.");
        return null;
    }

    private static bool IsInside(string file, string folder) => file.StartsWith(folder.TrimEnd('/') + '/', StringComparison.Ordinal);

    private static bool IsAddress(string host) => host == "localhost" || System.Net.IPAddress.TryParse(host, out _);
}
