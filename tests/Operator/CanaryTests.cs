using SecureDrop.Formats.Control;
using SecureDrop.Operator.Doctor.Checks;

namespace SecureDrop.Operator.Tests;

/// <summary>The operator's side of a canary; the sources' program is a script that keeps what it is given.</summary>
public sealed class CanaryTests
{
    private const string Receipt = "69862 96523 23208 77490 41073";

    [Fact]
    public async Task A_signed_mark_goes_to_the_sources_program_and_its_receipt_to_the_gateway()
    {
        await using var table = await OperatorTable.SetAsync();
        Assert.Equal(0, await SendAsync(table, $"cat > account; printf '%s\\n' \"$@\" > words; echo 'Connection refused (127.0.0.1:9); trying again in 0.4 s (1 of 7)' >&2; echo '{{\"receipt\":\"{Receipt}\",\"parts\":[]}}'", "--proxy", "socks5://127.0.0.1:9050"));
        var account = await File.ReadAllTextAsync(table.PathOf("account"));
        Assert.Contains($"\n\nSecureDrop.Net canary 1\nledger {FakeGateway.Ledger}\nday 2026-11-23\nmark ", account, StringComparison.Ordinal);
        Assert.Contains("-----BEGIN PGP SIGNATURE-----", account, StringComparison.Ordinal);
        var words = await File.ReadAllLinesAsync(table.PathOf("words"));
        Assert.Contains("socks5://127.0.0.1:9050", words);
        Assert.False(Directory.Exists(words[Array.IndexOf(words, "--home") + 1])); // nothing stays of it
        Assert.Contains($"/canary {{\"receipt\":\"{Receipt.Replace(" ", "", StringComparison.Ordinal)}\"}}", table.Gateway.Told);
        Assert.Contains($"receipt {Receipt}\n", table.Output, StringComparison.Ordinal);
        Assert.Contains("Connection refused (127.0.0.1:9); trying again in 0.4 s (1 of 7)\n", table.Error, StringComparison.Ordinal); // who waits knows for what
    }

    [Theory]
    [InlineData("cat > /dev/null; echo '1 of 1 parts' >&2; echo 'The gateway refuses it.' >&2; echo 'hint: wait' >&2; exit 1", 1, "no canary was sent: The gateway refuses it.")]
    [InlineData("cat > /dev/null; echo 'An .onion address needs --proxy.' >&2; echo 'see securedrop-source submit --help' >&2; exit 2", 2, "no canary was sent: An .onion address needs --proxy.")]
    [InlineData("exit 3", 3, "no canary was sent: securedrop-source ended with 3")]
    [InlineData("cat > /dev/null; echo '{}'", 3, "whether a canary was sent is not known")]
    [InlineData("cat > /dev/null; echo '{\"receipt\":\"12345\"}'", 3, "whether a canary was sent is not known")]
    public async Task What_went_wrong_at_the_door_is_told_and_nothing_is_noted(string script, int code, string told)
    {
        await using var table = await OperatorTable.SetAsync();
        Assert.Equal(code, await SendAsync(table, script));
        table.AssertTold(told);
        Assert.DoesNotContain(table.Gateway.Told, one => one.StartsWith("/canary", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_door_that_is_another_gateways_is_noticed()
    {
        await using var table = await OperatorTable.SetAsync();
        table.Gateway.Refusal = new(409, "receipt_unknown", "This gateway holds nothing with this receipt.");
        Assert.Equal(1, await SendAsync(table, $"cat > /dev/null; echo '{{\"receipt\":\"{Receipt}\"}}'"));
        table.AssertTold("but the gateway did not take note of it");
        Assert.Contains("hint: is --to the address of this gateway?", table.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Status_tells_how_old_the_last_one_is_and_how_far_it_has_come()
    {
        await using var table = await OperatorTable.SetAsync();
        await table.RunAsync("status");
        Assert.Contains("\ncanary      none that this vault knows of\n", table.Output, StringComparison.Ordinal);
        table.Gateway.CanaryOn = Organisation.Today.AddDays(-3);
        await table.RunAsync("status");
        Assert.Contains("\ncanary      sent 2026-11-20 (3 days ago), taken out\n", table.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_program_that_is_not_there_is_named()
    {
        await using var table = await OperatorTable.SetAsync();
        Assert.Equal(3, await table.RunAsync("canary", "--to", "http://127.0.0.1:1", "--source", table.PathOf("none"), "--signing-key", table.PathOf("operator.asc"), "--passphrase-file", table.PathOf("passphrase")));
        table.AssertTold("none is not there");
    }

    [Theory]
    [InlineData(null, null, 0, "Ok", "none was sent")]
    [InlineData(null, null, 1, "Notice", "nobody knows that the whole way is open")]
    [InlineData(20, "waiting", 1, "Ok", "waiting")]
    [InlineData(21, "waiting", 1, "Warning", "nothing is taken out")]
    [InlineData(21, "taken out", 1, "Warning", "no acknowledgement has come back for it")]
    [InlineData(29, "opened", 1, "Ok", "opened")]
    [InlineData(30, "opened", 1, "Notice", "opened")]
    [InlineData(1, "unknown", 1, "Notice", "purged by force")]
    public void A_canary_that_does_not_come_back_is_found(int? age, string? state, int bundles, string level, string found)
    {
        var status = new Status("open", "Production", 1, null, FakeGateway.Ledger, 0, 0, 0, 0, 0, bundles, 0, "", "")
        {
            CanaryOn = age is { } days ? Organisation.Today.AddDays(-days) : null,
            CanaryState = state,
        };
        var finding = CanaryCheck.Judge(status, Organisation.Today);
        Assert.Equal((level, level == "Ok"), ($"{finding.Level}", finding.Remedy is null));
        Assert.Contains(found, finding.Found, StringComparison.Ordinal);
    }

    private static async Task<int> SendAsync(OperatorTable table, string script, params string[] more)
    {
        var program = table.PathOf("source");
        await File.WriteAllTextAsync(program, $"#!/bin/sh\ncd \"$(dirname \"$0\")\"\n{script}\n");
        File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return await table.RunAsync(["canary", "--to", "http://127.0.0.1:1", "--source", program, "--signing-key", table.PathOf("operator.asc"), "--passphrase-file", table.PathOf("passphrase"), .. more]);
    }
}
