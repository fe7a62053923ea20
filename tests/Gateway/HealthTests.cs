using System.Net;
using System.Net.Http.Json;
using SecureDrop.Formats.Control;
using SecureDrop.Storage;

namespace SecureDrop.Gateway.Tests;

/// <summary>What watches over a gateway asks on the control socket; the public listener knows nothing of it.</summary>
public sealed class HealthTests
{
    [Fact]
    public async Task A_gateway_is_live_and_ready_on_its_socket_and_the_public_learns_neither()
    {
        await using var gateway = await TestGateway.StartAsync();
        using var control = gateway.Control();
        Assert.Equal((HttpStatusCode.OK, null), await AskAsync(control, "/live"));
        Assert.Equal((HttpStatusCode.OK, null), await AskAsync(control, "/ready"));
        foreach (var path in new[] { "/live", "/ready", "/status", "/scan", "/healthz" })
            Assert.Equal("not_found", (await gateway.SendAsync(new HttpRequestMessage(HttpMethod.Get, path))).Code);
    }

    [Theory]
    [InlineData("intake_closed")]
    [InlineData("lockdown")]
    [InlineData("keyring_unavailable")]
    [InlineData("storage_full")]
    [InlineData("storage_failed")]
    public async Task A_gateway_that_would_refuse_a_submission_is_live_and_not_ready_and_says_why(string why)
    {
        var broken = false;
        await using var gateway = await TestGateway.StartAsync(
            settings => settings with
            {
                Open = why != "intake_closed",
                TestOnlyVault = options => options with
                {
                    BallastOctets = 1 << 20,
                    TestOnlyFreeOctets = () => why == "storage_full" ? 0 : long.MaxValue / 4,
                    TestOnlyStep = step => broken && step.Action == FileAction.Flush ? new FileFault(0, new IOException("EIO")) : null,
                },
            },
            why == "keyring_unavailable" ? [] : null);
        using var control = gateway.Control();
        if (why == "lockdown") await File.WriteAllBytesAsync(Path.Combine(gateway.Data, "lockdown"), []);
        if (why == "storage_failed")
        {
            broken = true;
            await gateway.PostAsync(TestMessage.Sealed());
        }

        Assert.Equal((HttpStatusCode.OK, null), await AskAsync(control, "/live"));
        Assert.Equal((HttpStatusCode.ServiceUnavailable, why), await AskAsync(control, "/ready"));
    }

    [Fact]
    public async Task A_clock_that_jumped_makes_a_gateway_not_ready()
    {
        await using var gateway = await TestGateway.StartAsync(
            settings => settings with { Time = TestGateway.FakeTime() }, TestKeyring.Frame(TestGateway.Today, validDays: 4000));
        await gateway.RestartAsync(settings => settings with { Time = TestGateway.FakeTime(TestGateway.Today.AddDays(365)) });
        using var control = gateway.Control();
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "clock"), await AskAsync(control, "/ready"));
    }

    private static async Task<(HttpStatusCode, string?)> AskAsync(HttpClient control, string path)
    {
        using var reply = await control.GetAsync(path);
        var code = reply.Content.Headers.ContentLength > 0 || reply.Content.Headers.ContentType is not null
            ? (await reply.Content.ReadFromJsonAsync(ControlJson.Default.ControlProblem))?.Code : null;
        return (reply.StatusCode, code);
    }
}
