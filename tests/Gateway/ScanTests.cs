using System.Net;
using System.Net.Http.Json;
using SecureDrop.Formats;
using SecureDrop.Formats.Control;

namespace SecureDrop.Gateway.Tests;

/// <summary>Every stored ciphertext is read back on the operator's word, a slice at a time.</summary>
public sealed class ScanTests
{
    [Fact]
    public async Task A_scan_reads_back_all_that_is_held_in_slices_and_sources_come_between()
    {
        await using var gateway = await TestGateway.StartAsync();
        using var control = gateway.Control();
        foreach (var octets in new[] { 5 << 20, 5 << 20, 100 }) Assert.Equal(201, (await gateway.PostAsync(TestMessage.Sealed(octets))).Status);

        var first = await ScanAsync(control, 0);
        Assert.Equal((2, 2), (first.Next, first.Items));
        Assert.Equal(201, (await gateway.PostAsync(TestMessage.Sealed())).Status);
        var last = await ScanAsync(control, first.Next ?? 0);
        Assert.Equal((null, 2), (last.Next, last.Items));
        Assert.Empty(first.Damaged.Concat(last.Damaged));
        using var pages = await control.PostAsJsonAsync("/scan-pages", new PageScanRequest(Log: true, 0), ControlJson.Default.PageScanRequest);
        var slice = await pages.Content.ReadFromJsonAsync(ControlJson.Default.PageScanAnswer) ?? throw new InvalidOperationException();
        Assert.Equal((1024, 1024, false), (slice.Next, slice.Pages, slice.FileLost));
        using var wrongPage = await control.PostAsJsonAsync("/scan-pages", new PageScanRequest(Log: false, -1), ControlJson.Default.PageScanRequest);
        Assert.Equal(HttpStatusCode.BadRequest, wrongPage.StatusCode);
        using var wrong = await control.PostAsJsonAsync("/scan", new ScanRequest(-1), ControlJson.Default.ScanRequest);
        Assert.Equal(HttpStatusCode.BadRequest, wrong.StatusCode);
    }

    [Fact]
    public async Task A_scan_names_the_one_that_is_damaged_and_the_gateway_goes_on()
    {
        await using var gateway = await TestGateway.StartAsync();
        var message = TestMessage.Sealed(2 << 20);
        await gateway.PostAsync(message);
        await gateway.RestartAsync(settings =>
        {
            using var data = new FileStream(Path.Combine(gateway.Data, "vault.data"), FileMode.Open);
            data.Position = data.Length - (1 << 20);
            var octet = data.ReadByte();
            data.Position--;
            data.WriteByte((byte)~octet);
            return settings;
        });
        await gateway.PostAsync(TestMessage.Sealed());
        using var control = gateway.Control();
        var scan = await ScanAsync(control, 0);
        Assert.Equal((null, 2), (scan.Next, scan.Items));
        Assert.Equal([new ScanDamaged(0, $"{Sha256Hash.Of(message)}")], scan.Damaged);
        Assert.Equal(201, (await gateway.PostAsync(TestMessage.Sealed())).Status);
    }

    [Fact]
    public async Task Status_says_since_when_something_waits_and_when_a_bundle_last_went_out()
    {
        await using var gateway = await TestGateway.StartAsync();
        using var control = gateway.Control();
        var before = await StatusAsync(control);
        Assert.Equal((null, null, null), (before.WaitingSince, before.ExportedOn, before.AcknowledgedOn));
        await gateway.PostAsync(TestMessage.Sealed());
        Assert.Equal(TestGateway.Today, (await StatusAsync(control)).WaitingSince);

        using var asked = await control.PostAsJsonAsync("/export", new ExportRequest(null), ControlJson.Default.ExportRequest);
        var plan = await asked.Content.ReadFromJsonAsync(ControlJson.Default.ExportPlan) ?? throw new InvalidOperationException();
        Assert.True(Formats.Texts.LedgerText.TryRead(System.Text.Encoding.UTF8.GetBytes(string.Concat(plan.LedgerText)), out var ledger, out _));
        var done = new ExportDone(plan.Bundle, new string('a', 64), ledger.Head.Number, $"{ledger.Head.Head}");
        using var exported = await control.PostAsJsonAsync("/exported", done, ControlJson.Default.ExportDone);
        var acknowledge = new AcknowledgeRequest(
            $"{TestKeyring.Holder}", plan.LedgerId, 1, ledger.Head.Number, $"{ledger.Head.Head}", [new AcknowledgeLine(1, "opened", null)]);
        using var acknowledged = await control.PostAsJsonAsync("/acknowledge", acknowledge, ControlJson.Default.AcknowledgeRequest);

        await gateway.RestartAsync(settings => settings);
        using var again = gateway.Control();
        var after = await StatusAsync(again);
        Assert.Equal((null, TestGateway.Today, TestGateway.Today, TestGateway.Today), (after.WaitingSince, after.ExportedOn, after.AcknowledgedOn, after.LedgerDay));
    }

    private static async Task<Status> StatusAsync(HttpClient control) =>
        await control.GetFromJsonAsync("/status", ControlJson.Default.Status) ?? throw new InvalidOperationException();

    private static async Task<ScanAnswer> ScanAsync(HttpClient control, int from)
    {
        using var reply = await control.PostAsJsonAsync("/scan", new ScanRequest(from), ControlJson.Default.ScanRequest);
        Assert.Equal(HttpStatusCode.OK, reply.StatusCode);
        return await reply.Content.ReadFromJsonAsync(ControlJson.Default.ScanAnswer) ?? throw new InvalidOperationException();
    }
}
