using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Time.Testing;
using SecureDrop.Gateway.Start;
using SecureDrop.Storage;

namespace SecureDrop.Gateway.Tests;

/// <summary>The whole gateway on a loopback port of its own, with a vault in a directory that is gone afterwards.</summary>
internal sealed class TestGateway : IAsyncDisposable
{
    public static readonly DateOnly Today = DateOnly.FromDateTime(DateTime.UtcNow);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("gw-");
    private readonly HttpClientHandler _handler = new() { AllowAutoRedirect = false, UseProxy = false };
    private readonly StringWriter _log = new();
    private readonly byte[] _atRestKey = RandomNumberGenerator.GetBytes(VaultOptions.AtRestKeySize);
    private RunningGateway? _running;
    private HttpClient? _http;

    public RunningGateway Running => _running ?? throw new InvalidOperationException("Not started.");
    public HttpClient Http => _http ?? throw new InvalidOperationException("Not started.");
    public string Data => Path.Combine(_folder.FullName, "vault");
    public string Log => _log.ToString();

    /// <param name="change">Settings other than the usual: open, Development, the system's clock.</param>
    /// <param name="keyring">The frame to install; empty for none.</param>
    public static async Task<TestGateway> StartAsync(Func<GatewaySettings, GatewaySettings>? change = null, byte[]? keyring = null)
    {
        var gateway = new TestGateway();
        await gateway.OpenAsync(change, keyring ?? TestKeyring.Frame(Today));
        return gateway;
    }

    public static FakeTimeProvider FakeTime(DateOnly? day = null) => new(new DateTimeOffset((day ?? Today).ToDateTime(new TimeOnly(12, 0)), TimeSpan.Zero));

    public async Task<Reply> PostAsync(byte[] body, string type = "application/octet-stream", string path = "/submissions", string? accept = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        if (accept is not null) request.Headers.Accept.ParseAdd(accept);
        return await SendAsync(request);
    }

    public Task<Reply> AskAsync(string receipt) =>
        PostAsync(Encoding.UTF8.GetBytes($$"""{"receipt":"{{receipt}}"}"""), "application/json", "/receipts");

    public async Task<Reply> SendAsync(HttpRequestMessage request)
    {
        using var response = await Http.SendAsync(request);
        return await Reply.OfAsync(response);
    }

    /// <summary>An HTTP client over the control socket.</summary>
    public HttpClient Control() => ControlSocket.Client(Data);

    public RawConnection Raw() => new(Running.Address);

    public async ValueTask DisposeAsync()
    {
        _http?.Dispose();
        _handler.Dispose();
        if (_running is not null) await _running.DisposeAsync();
        _folder.Delete(recursive: true);
        await _log.DisposeAsync();
    }

    /// <summary>Stops and starts again on the same vault, with no keyring named.</summary>
    public async Task RestartAsync(Func<GatewaySettings, GatewaySettings> change)
    {
        await Running.DisposeAsync();
        File.Delete(KeyringFile);
        await OpenAsync(change, []);
    }

    private string KeyringFile => Path.Combine(_folder.FullName, "keyring.asc");

    private async Task OpenAsync(Func<GatewaySettings, GatewaySettings>? change, byte[] keyring)
    {
        if (keyring.Length > 0) await File.WriteAllBytesAsync(KeyringFile, keyring);
        var settings = new GatewaySettings(Data, "", new Uri("http://127.0.0.1:0"), Open: true, Development: true, KeyringFile, null)
        {
            Log = new EventLog(_log),
            Jitter = _ => 7,
            TestOnlyVault = options => options with { BallastOctets = 1 << 20 },
        };
        _running = await RunningGateway.StartAsync(change?.Invoke(settings) ?? settings, _atRestKey);
        _http?.Dispose();
        _http = new HttpClient(_handler, disposeHandler: false) { BaseAddress = _running.Address };
    }
}
