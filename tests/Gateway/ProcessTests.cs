using System.Diagnostics;
using SecureDrop.Tests;

namespace SecureDrop.Gateway.Tests;

/// <summary>The real program: its first line, its key, its exit codes.</summary>
public sealed class ProcessTests : IDisposable
{
    private const int SigTerm = 15;
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("gp-");

    private string Vault => Path.Combine(_folder.FullName, "vault");
    private string Key => Path.Combine(_folder.FullName, "keys", "at-rest.key");

    public void Dispose() => _folder.Delete(recursive: true);

    private static Process Start(string environment, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(Start.GatewaySettings).Assembly.Location, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["DOTNET_ENVIRONMENT"] = environment, ["ASPNETCORE_URLS"] = "http://0.0.0.0:9" },
        };
        return Process.Start(start) ?? throw new InvalidOperationException("dotnet did not start.");
    }

    private string[] Usual => ["--data", Vault, "--at-rest-key", Key, "--urls", "http://127.0.0.1:0"];

    private static async Task<(int Code, string Error)> RunAsync(string environment, params string[] arguments)
    {
        using var process = Start(environment, arguments);
        var error = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, error);
    }

    private static async Task<int> StopAsync(Process process)
    {
        using var kill = Process.Start("kill", [$"-{SigTerm}", $"{process.Id}"]);
        await process.WaitForExitAsync();
        return process.ExitCode;
    }

    [Fact] // row 38
    public async Task A_second_gateway_on_the_same_vault_ends_with_75_and_the_first_goes_on()
    {
        using var first = Start("Development", Usual);
        var line = await first.StandardOutput.ReadLineAsync();
        Assert.Matches($"^Listening on http://127\\.0\\.0\\.1:[0-9]+, keyring epoch 1, vault {Vault}$", line);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Key));
        Assert.Equal(32, new FileInfo(Key).Length);
        Assert.Matches("Max core file size +0 +0", await File.ReadAllTextAsync($"/proc/{first.Id}/limits"));

        var (code, error) = await RunAsync("Development", Usual);
        Assert.Equal((75, true), (code, error.Contains("vault_in_use", StringComparison.Ordinal)));
        Assert.Contains("use that one, or end it first, or name another vault with --data", error, StringComparison.Ordinal);

        using var http = new HttpClient { BaseAddress = new Uri((line ?? "").Split(' ', ',')[2]) };
        Assert.Contains("epoch 1", await http.GetStringAsync("/keyring"), StringComparison.Ordinal);
        Assert.Equal(0, await StopAsync(first));
    }

    /// <summary>Exit code 1: its unit does not start it again, since only a person can mend it.</summary>
    [Fact]
    public async Task A_vault_of_a_newer_version_ends_the_gateway_by_name_and_is_left_as_it_is()
    {
        using var kept = new VersionFixture("1");
        kept.MakeNewer("gateway/vault.id", "SecureDrop.Net vault");
        var before = kept.Files();
        var (code, error) = await RunAsync("Development", "--data", kept["gateway"], "--at-rest-key", kept["at-rest.key"], "--urls", "http://127.0.0.1:0");
        Assert.Equal(1, code);
        Assert.Contains("format_newer: a newer SecureDrop.Net has written the vault, and this program does not read it; nothing was changed", error, StringComparison.Ordinal);
        Assert.Equal(before, kept.Files());
    }

    [Fact] // row 37
    public async Task A_vault_that_is_gone_is_not_begun_anew_and_one_that_was_damaged_while_it_was_open_is_told_of_and_refused()
    {
        using (var gateway = Start("Development", Usual))
        {
            await gateway.StandardOutput.ReadLineAsync();
            // All of its log but the header, as a disk loses a stretch.
            using (var disk = Process.Start("sh", ["-c", $"head -c 400000 /dev/zero | dd of={Vault}/vault.log bs=8192 seek=1 conv=notrunc status=none"])) await disk.WaitForExitAsync();
            Assert.Equal(1, await StopAsync(gateway));
            Assert.Contains("vault_damaged: ", await gateway.StandardError.ReadToEndAsync(), StringComparison.Ordinal);
        }

        var (code, error) = await RunAsync("Development", Usual);
        Assert.Equal((1, true), (code, error.Contains("vault_damaged: ", StringComparison.Ordinal)));
        foreach (var file in Directory.GetFiles(Vault, "vault.*")) File.Delete(file);
        (code, error) = await RunAsync("Development", Usual);
        Assert.Equal((1, true), (code, error.Contains("vault_gone: keyring.pin", StringComparison.Ordinal)));
        File.Delete(Path.Combine(Vault, "keyring.pin"));
        using var anew = Start("Development", Usual); // the control: an empty place is one to begin at
        Assert.StartsWith("Listening", await anew.StandardOutput.ReadLineAsync(), StringComparison.Ordinal);
        Assert.Equal(0, await StopAsync(anew));
    }

    [Fact]
    public async Task A_gateway_that_is_told_twice_to_stop_still_closes_its_vault()
    {
        using var gateway = Start("Development", Usual);
        await gateway.StandardOutput.ReadLineAsync();
        // Again and again until it is gone: one comes after its servers have ended, before its vault has.
        while (!gateway.HasExited)
        {
            using var again = Process.Start("kill", [$"-{SigTerm}", $"{gateway.Id}"]);
            await again.WaitForExitAsync();
        }

        Assert.Equal(0, gateway.ExitCode);
        Assert.EndsWith("stopping\n", await gateway.StandardError.ReadToEndAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_production_gateway_has_no_defaults()
    {
        Assert.Equal(2, (await RunAsync("Production")).Code);
        Assert.Equal(2, (await RunAsync("Production", "--data", Vault)).Code);
        Assert.Equal(2, (await RunAsync("Production", [.. Usual, "--keyring", "k"])).Code);
        var (code, error) = await RunAsync("Production", Usual);
        Assert.Equal(78, code);
        Assert.Contains($"at_rest_key: {Key} is not there", error, StringComparison.Ordinal);
        Assert.False(File.Exists(Key)); // none is made for it
        Directory.CreateDirectory(Path.GetDirectoryName(Key) ?? "");
        await File.WriteAllBytesAsync(Key, new byte[31]);
        (code, error) = await RunAsync("Production", Usual);
        Assert.Equal(1, code);
        Assert.Contains($"at_rest_key: {Key} does not hold 32 octets", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--no-such-option")]
    [InlineData("--intake", "ajar")]
    [InlineData("--urls", "https://127.0.0.1:8443")]
    [InlineData("--urls", "http://example.org")]
    [InlineData("--root", "1234")]
    [InlineData("--rate", "0")]
    [InlineData("--rate", "x")]
    [InlineData("--rate", "2147483648")]
    [InlineData("--daily-octets", "0")]
    [InlineData("--daily-octets", "1G")]
    public async Task A_mistake_in_the_options_ends_with_2_and_its_own_line(params string[] mistake)
    {
        using var process = Start("Development", ["--data", Vault, "--at-rest-key", Key, .. mistake]);
        var error = process.StandardError.ReadToEndAsync();
        Assert.Equal("", await process.StandardOutput.ReadToEndAsync());
        await process.WaitForExitAsync();
        Assert.Equal(2, process.ExitCode);
        Assert.InRange((await error).Split('\n', StringSplitOptions.RemoveEmptyEntries).Length, 1, 2);
        Assert.Contains(mistake[0], await error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_gateway_says_which_of_its_two_doors_does_not_open()
    {
        using var other = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        other.Start();
        var (code, error) = await RunAsync("Development", "--data", Vault, "--at-rest-key", Key, "--urls", $"http://{other.LocalEndpoint}");
        Assert.Equal(3, code);
        Assert.Contains($"address: http://{other.LocalEndpoint} cannot be listened on", error, StringComparison.Ordinal);
        Assert.Contains("--urls", error, StringComparison.Ordinal);

        Directory.CreateDirectory(Path.Combine(Vault, "control.sock"));
        (code, error) = await RunAsync("Development", Usual);
        Assert.Equal(3, code);
        Assert.Contains($"control_socket: {Vault}/control.sock cannot be made", error, StringComparison.Ordinal);
        (code, error) = await RunAsync("Development", "--data", Path.Combine(Vault, new string('x', 100)), "--at-rest-key", Key);
        Assert.Equal(2, code);
        Assert.Contains("107 octets", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_inside_the_vault_is_refused() =>
        Assert.Equal(2, (await RunAsync("Development", "--data", Vault, "--at-rest-key", Path.Combine(Vault, "key"))).Code);

    [Fact]
    public async Task A_vault_made_in_development_keeps_its_door_closed_in_production()
    {
        using (var development = Start("Development", Usual))
        {
            await development.StandardOutput.ReadLineAsync();
            await StopAsync(development);
        }

        using var production = Start("Production", Usual);
        Assert.Contains("keyring epoch none", await production.StandardOutput.ReadLineAsync(), StringComparison.Ordinal);
        await StopAsync(production);
        Assert.Contains("example certificates", await production.StandardError.ReadToEndAsync(), StringComparison.Ordinal);
    }
}
