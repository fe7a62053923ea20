using System.Net;
using SecureDrop.Gateway.Start;
using SecureDrop.Storage;
using SecureDrop.Tests;

namespace SecureDrop.Gateway.Tests;

/// <summary>REFUSALS.md row 35: a gateway whose vault stopped ends by itself, and not as if all were well.</summary>
[Collection(nameof(Alone))]
public sealed class FailStopTests
{
    [Fact]
    public async Task A_gateway_whose_disk_fails_ends_with_3()
    {
        var folder = Directory.CreateTempSubdirectory("gf-");
        var keyring = Path.Combine(folder.FullName, "keyring.asc");
        await File.WriteAllBytesAsync(keyring, TestKeyring.Frame(TestGateway.Today));
        using var log = new StringWriter();
        var broken = false;
        var port = FreePort.Next();
        var settings = new GatewaySettings(
            Path.Combine(folder.FullName, "vault"), Path.Combine(folder.FullName, "key"), new Uri($"http://127.0.0.1:{port}"), true, true, keyring, null)
        {
            Log = new EventLog(log),
            TestOnlyVault = options => options with
            {
                BallastOctets = 1 << 20,
                TestOnlyStep = step => broken && step.Action == FileAction.Flush ? new FileFault(0, new IOException("EIO")) : null,
            },
        };
        var run = GatewayProcess.RunAsync(settings);
        using var http = new HttpClient { BaseAddress = settings.Listening };
        while (!run.IsCompleted && !await AnswersAsync(http)) await Task.Delay(50);
        broken = true;
        using var body = new ByteArrayContent(TestMessage.Sealed()) { Headers = { ContentType = new("application/octet-stream") } };
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await http.PostAsync("/submissions", body)).StatusCode);
        Assert.Equal(3, await run.WaitAsync(TimeSpan.FromSeconds(30)));
        Assert.Contains("storage_failed", log.ToString(), StringComparison.Ordinal);
        folder.Delete(recursive: true);
    }

    private static async Task<bool> AnswersAsync(HttpClient http)
    {
        try
        {
            return (await http.GetAsync("/keyring")).IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
