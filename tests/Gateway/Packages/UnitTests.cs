using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using SecureDrop.Formats.Puzzles;
using SecureDrop.Gateway.Start;
using SecureDrop.Tests;

namespace SecureDrop.Gateway.Tests.Packages;

/// <summary>Units and samples agree with the programs and with each other, and those who read them take them.</summary>
public sealed partial class UnitTests
{
    private const string Service = "securedrop-gateway.service", Socket = "securedrop-gateway.socket";

    private static string Command => Sample.Values(Service, "ExecStart").Single().Replace("${CREDENTIALS_DIRECTORY}", "/run/credentials", StringComparison.Ordinal);

    private static async Task<(int Code, GatewaySettings? Settings)> ParseAsync(string command)
    {
        GatewaySettings? parsed = null;
        var code = await CommandLine.RunAsync(command.Split(' ')[1..], settings =>
        {
            parsed = settings;
            return Task.FromResult(0);
        });
        return (code, parsed);
    }

    [Fact]
    public async Task The_gateway_takes_what_its_unit_gives_it_and_all_files_name_the_same_places()
    {
        var (code, settings) = await ParseAsync(Command);
        Assert.Equal(0, code);
        var public_ = settings?.PublicSocket ?? "";
        Assert.Equal(Sample.Values(Socket, "ListenStream").Single(), public_);
        Assert.Contains($"unix:{public_}\n", Sample.Read("torrc"), StringComparison.Ordinal);
        Assert.Contains($"unix:{public_};", Sample.Read("nginx.conf"), StringComparison.Ordinal);
        Assert.Equal($"http://unix:{public_}", Sample.Values("answers", "listen", ':').Single());

        Assert.Equal(Sample.Values("answers", "data", ':').Single(), settings?.Data);
        Assert.Contains($"{settings?.Data}"["/var/lib/".Length..], Sample.Values(Service, "StateDirectory").Single().Split(' '));
        // What lies in FOLDER as FILE is handed over as ID_FILE (LoadCredential=ID:FOLDER, systemd.exec(5)).
        var (id, folder) = Sample.Values(Service, "LoadCredential").Single().Split(':') is [var name, var source] ? (name, source) : default;
        Assert.Equal($"{folder}/at-rest.key", Sample.Values("answers", "at-rest-key", ':').Single());
        Assert.Equal($"/run/credentials/{id}_at-rest.key", settings?.AtRestKeyFile);
        Assert.Contains($"d {folder} 0700 root root\n", Sample.Read("tmpfiles.conf"), StringComparison.Ordinal);
        // The folder is handed over whole: the operator's signing key must never lie in it.
        Assert.NotEqual(folder, Path.GetDirectoryName(Sample.Values("answers", "signing-key", ':').Single()));
    }

    [Fact]
    public async Task Control_an_option_that_the_gateway_does_not_have_is_noticed() =>
        Assert.Equal(2, (await ParseAsync(Command.Replace("--urls", "--url", StringComparison.Ordinal))).Code);

    [NeedsFact("systemd-analyze")]
    public async Task The_service_is_exposed_to_1_point_5_or_less_and_a_bare_one_to_more()
    {
        var folder = Directory.CreateTempSubdirectory("unit-");
        var bare = Path.Combine(folder.FullName, "bare.service");
        await File.WriteAllTextAsync(bare, "[Service]\nExecStart=/bin/true\n");
        Assert.InRange(await ExposureAsync(Sample.Path(Service)), 0, 1.5);
        Assert.InRange(await ExposureAsync(bare), 8, 10);
        folder.Delete(recursive: true);
    }

    /// <summary>Each knock at the socket would start it again too: only the limit of starts ends that.</summary>
    [Fact]
    public void What_a_person_must_mend_is_not_started_again_for_ever()
    {
        // As GatewayProcess and CommandLine end: refused, usage, in use, and a key that is not there (ProcessTests).
        Assert.Equal(["1", "2", "75", "78"], Sample.Values(Service, "RestartPreventExitStatus").Single().Split(' '));
        Assert.InRange(int.Parse(Sample.Values(Service, "StartLimitBurst").Single(), CultureInfo.InvariantCulture), 100, 1000);
        Assert.Equal("1d", Sample.Values(Service, "StartLimitIntervalSec").Single()); // 0 would be no limit
        Assert.Equal("on-failure", Sample.Values(Service, "Restart").Single());
    }

    [Theory]
    [InlineData("README.md")]
    [InlineData("SECURITY.md")]
    public async Task A_packed_page_links_only_to_what_lies_beside_it(string page)
    {
        string[] packed = ["README.md.gz", "SECURITY.md.gz"];
        var (code, text) = await RunAsync("sed", "-E", "-f", Checkout.File("src/Packages/links.sed"), Checkout.File(page));
        Assert.Equal(0, code);
        Assert.DoesNotContain(Link().Matches(text), link => !packed.Contains(link.Groups[1].Value));
        Assert.Contains(Link().Matches(await File.ReadAllTextAsync(Checkout.File(page))), link => !packed.Contains(link.Groups[1].Value)); // control
    }

    [NeedsFact("tor")]
    public async Task Tor_takes_the_sample_and_not_a_misspelt_one()
    {
        var folder = Directory.CreateTempSubdirectory("torrc-");
        var sample = Sample.Read("torrc").Replace("/var/lib/tor", folder.FullName, StringComparison.Ordinal);
        Assert.Equal(0, await TorAsync(folder, sample));
        Assert.NotEqual(0, await TorAsync(folder, sample.Replace("PoWQueueRate", "PowerQueueRate", StringComparison.Ordinal)));
        folder.Delete(recursive: true);
    }

    [NeedsFact("nginx", "openssl")]
    public async Task Nginx_takes_the_sample_and_not_a_misspelt_one()
    {
        var folder = Directory.CreateTempSubdirectory("nginx-");
        var (secret, public_) = ($"{folder}/privkey.pem", $"{folder}/fullchain.pem");
        await RunAsync("openssl", "req", "-x509", "-newkey", "ed25519", "-nodes", "-subj", "/CN=example.org", "-keyout", secret, "-out", public_);
        var sample = Sample.Read("nginx.conf").Replace("/etc/ssl/securedrop-net", $"{folder}", StringComparison.Ordinal);
        Assert.Equal(0, await NginxAsync(folder, sample));
        Assert.NotEqual(0, await NginxAsync(folder, sample.Replace("proxy_request_buffering", "proxy_request_bufering", StringComparison.Ordinal)));
        folder.Delete(recursive: true);
    }

    /// <summary>nginx hands on no header that the sample does not name, and behind it a puzzle is solved as elsewhere.</summary>
    [Theory]
    [InlineData(ContentDigest.Header)]
    [InlineData(PuzzleSolution.Header)]
    [InlineData("Content-Type")]
    [InlineData("Accept")]
    public void The_nginx_sample_hands_on_what_the_gateway_reads(string header) =>
        Assert.Contains($" proxy_set_header {header} $", Sample.Read("nginx.conf"), StringComparison.Ordinal);

    private static async Task<int> TorAsync(DirectoryInfo folder, string sample)
    {
        await File.WriteAllTextAsync($"{folder}/torrc", sample);
        return (await RunAsync("tor", "--verify-config", "-f", $"{folder}/torrc", "--DataDirectory", $"{folder}/state", "--defaults-torrc", "/dev/null")).Code;
    }

    private static async Task<int> NginxAsync(DirectoryInfo folder, string sample)
    {
        await File.WriteAllTextAsync($"{folder}/nginx.conf", $"pid {folder}/pid; error_log stderr; events {{ }} http {{ {sample} }}");
        return (await RunAsync("nginx", "-t", "-c", $"{folder}/nginx.conf")).Code;
    }

    private static async Task<double> ExposureAsync(string unit)
    {
        var (_, output) = await RunAsync("systemd-analyze", "security", "--offline=yes", "--no-pager", unit);
        return double.Parse(Exposure().Match(output).Groups[1].Value, CultureInfo.InvariantCulture);
    }

    private static async Task<(int Code, string Output)> RunAsync(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start) ?? throw new InvalidOperationException($"{program} did not start.");
        var error = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, output + await error);
    }

    [GeneratedRegex(@"\]\(([^)]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex("Overall exposure level for .*: ([0-9.]+) ")]
    private static partial Regex Exposure();
}
