using System.IO.Pipelines;
using System.Net;
using System.Net.Http.Json;
using SecureDrop.Formats.Control;
using SecureDrop.Gateway.Tests.Kill;
using SecureDrop.Tests;

namespace SecureDrop.Gateway.Tests;

/// <summary>The control socket's half of a backup and a restore.</summary>
public sealed class BackupTests
{
    private static async Task<(byte[] Snapshot, string Receipt)> BackedUpAsync()
    {
        await using var gateway = await TestGateway.StartAsync();
        using var control = gateway.Control();
        var receipt = (await gateway.PostAsync(TestMessage.Sealed(70_000))).Receipt ?? "";
        using var answer = await control.PostAsync("/snapshot", null);
        Assert.Equal("1", answer.Headers.GetValues(BackedUp.ArrivalsHeader).Single());
        return (await answer.Content.ReadAsByteArrayAsync(), receipt);
    }

    private static async Task<Status> StatusAsync(HttpClient control) =>
        await control.GetFromJsonAsync("/status", ControlJson.Default.Status) ?? throw new InvalidOperationException("No status.");

    private static async Task<string> RestoreAsync(HttpClient control, byte[] snapshot)
    {
        using var answer = await control.PostAsync("/restore", new ByteArrayContent(snapshot));
        return answer.StatusCode == HttpStatusCode.OK ? "" : (await answer.Content.ReadFromJsonAsync(ControlJson.Default.ControlProblem))?.Code ?? "";
    }

    [Fact]
    public async Task A_restore_that_stops_half_way_serves_nobody_until_the_same_has_finished()
    {
        var (snapshot, receipt) = await BackedUpAsync();
        await using var gateway = await TestGateway.StartAsync();
        using (var control = gateway.Control())
        {
            Assert.Equal("snapshot_malformed", await RestoreAsync(control, [])); // nothing was begun
            Assert.Equal("open", (await StatusAsync(control)).Intake);
            Assert.Equal("snapshot_malformed", await RestoreAsync(control, snapshot[..^2000]));
            Assert.Equal("restore", (await StatusAsync(control)).Intake);
            Assert.Equal("intake_closed", (await gateway.PostAsync(TestMessage.Sealed())).Code);
            Assert.Equal("intake_closed", (await gateway.AskAsync(receipt)).Code); // not "unknown"
            using var export = await control.PostAsJsonAsync("/export", new ExportRequest(null), ControlJson.Default.ExportRequest);
            Assert.Equal(HttpStatusCode.ServiceUnavailable, export.StatusCode);
        }

        await gateway.RestartAsync(settings => settings with { KeyringFile = null });
        using var again = gateway.Control();
        Assert.Equal("restore", (await StatusAsync(again)).Intake);
        Assert.Contains("restore: begun and not ended", gateway.Log, StringComparison.Ordinal);
        Assert.DoesNotContain("keyring: none installed", gateway.Log, StringComparison.Ordinal); // to install one is not what helps
        Assert.Equal("", await RestoreAsync(again, snapshot));
        Assert.Equal("open", (await StatusAsync(again)).Intake);
        Assert.Equal("waiting", (await gateway.AskAsync(receipt)).State);
        Assert.Equal("waiting", (await gateway.PostAsync(TestMessage.Sealed())).State);
        Assert.Equal("vault_not_empty", await RestoreAsync(again, snapshot));
        using var whole = await again.PostAsync("/snapshot", null);
        Assert.True(whole.IsSuccessStatusCode);
    }

    [Fact]
    public async Task Of_two_restores_at_once_one_is_refused_and_the_other_is_whole()
    {
        var (snapshot, receipt) = await BackedUpAsync();
        await using var gateway = await TestGateway.StartAsync();
        using var control = gateway.Control();
        var half = new Pipe();
        var first = control.PostAsync("/restore", new StreamContent(half.Reader.AsStream()));
        await half.Writer.WriteAsync(snapshot.AsMemory(..^2000));
        while ((await StatusAsync(control)).Intake != "restore") Assert.False(first.IsCompleted);
        Assert.Equal("restore_running", await RestoreAsync(control, snapshot));
        await half.Writer.WriteAsync(snapshot.AsMemory(^2000..));
        await half.Writer.CompleteAsync();
        using var answer = await first;
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("waiting", (await gateway.AskAsync(receipt)).State);
    }

    [LongFact]
    public async Task Killed_in_a_restore_the_real_program_serves_nobody_until_the_same_has_finished()
    {
        var (snapshot, receipt) = await BackedUpAsync();
        using var gateway = new GatewayProgram();
        var limit = TimeSpan.FromMinutes(5);
        gateway.Start();
        await gateway.ListenAsync(limit);
        using (var control = gateway.Control())
        {
            var half = new Pipe();
            var cut = control.PostAsync("/restore", new StreamContent(half.Reader.AsStream()));
            await half.Writer.WriteAsync(snapshot.AsMemory(..^2000));
            while ((await StatusAsync(control)).Intake != "restore") Assert.False(cut.IsCompleted);
            gateway.Kill();
            await half.Writer.CompleteAsync();
            await Assert.ThrowsAnyAsync<Exception>(() => cut);
        }

        gateway.Start();
        await gateway.ListenAsync(limit);
        using var again = gateway.Control();
        Assert.Equal("restore", (await StatusAsync(again)).Intake);
        Assert.Contains("intake_closed", await AskedAsync(), StringComparison.Ordinal); // not "unknown"
        using var sent = await gateway.Http.PostAsync("/submissions", new ByteArrayContent(TestMessage.Sealed()) { Headers = { ContentType = new("application/octet-stream") } });
        Assert.Equal(HttpStatusCode.ServiceUnavailable, sent.StatusCode);
        Assert.Equal("", await RestoreAsync(again, snapshot));
        Assert.Contains("waiting", await AskedAsync(), StringComparison.Ordinal);

        async Task<string> AskedAsync()
        {
            using var answer = await gateway.Http.PostAsync("/receipts", new FormUrlEncodedContent([new("receipt", receipt)]));
            return await answer.Content.ReadAsStringAsync();
        }
    }

    [Fact]
    public async Task A_gateway_in_production_takes_no_backup_with_example_keys()
    {
        await using var development = await TestGateway.StartAsync(
            keyring: await File.ReadAllBytesAsync(Path.Combine(SecureDrop.Tests.Vector.Root(), "keys-example", "keyring.asc")));
        using var from = development.Control();
        using var answer = await from.PostAsync("/snapshot", null);
        var snapshot = await answer.Content.ReadAsByteArrayAsync();
        await using var gateway = await TestGateway.StartAsync(settings => settings with { Development = false }, keyring: []);
        using var control = gateway.Control();
        Assert.Equal("example_certificates", await RestoreAsync(control, snapshot));
        Assert.Equal("keyring", (await StatusAsync(control)).Intake);
    }

    [Theory]
    [InlineData("12345", "receipt_malformed")]
    [InlineData("00000 00000 00000 00000 00000", "receipt_unknown")]
    public async Task What_this_gateway_never_took_is_no_canary(string receipt, string code)
    {
        await using var gateway = await TestGateway.StartAsync();
        using var control = gateway.Control();
        using var answer = await control.PostAsJsonAsync("/canary", new CanarySent(receipt), ControlJson.Default.CanarySent);
        Assert.Contains(code, await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Null((await StatusAsync(control)).CanaryOn);
    }

    [Fact]
    public async Task What_was_not_handed_out_is_not_noted_as_backed_up()
    {
        await using var gateway = await TestGateway.StartAsync();
        using var control = gateway.Control();
        using var answer = await control.PostAsJsonAsync("/backed-up", new BackedUp(1, new string('a', 64), 0), ControlJson.Default.BackedUp);
        Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
        Assert.Null((await StatusAsync(control)).BackedUpOn);
    }
}
