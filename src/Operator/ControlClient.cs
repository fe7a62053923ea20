using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text.Json.Serialization.Metadata;
using SecureDrop.Formats;
using SecureDrop.Formats.Control;

namespace SecureDrop.Operator;

/// <summary>
/// Speaks to the running gateway over its control socket: HTTP/1.1 on a Unix socket, no network. Every refusal and every
/// broken connection comes out as a <see cref="TroubleException"/>.
/// </summary>
internal sealed class ControlClient : IDisposable
{
    private readonly HttpClient _http, _long;
    private readonly string _socket;

    public ControlClient(string socket)
    {
        _socket = socket;
        var handler = new SocketsHttpHandler
        {
            ConnectCallback = async (_, stop) =>
            {
                var connection = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
                try
                {
                    await connection.ConnectAsync(new UnixDomainSocketEndPoint(socket), stop);
                    return new NetworkStream(connection, ownsSocket: true);
                }
                catch
                {
                    connection.Dispose();
                    throw;
                }
            },
            UseProxy = false,
            AllowAutoRedirect = false,
        };
        // A purge or an export on a large vault takes minutes, not hours. The host is only a label.
        _http = new HttpClient(handler) { BaseAddress = new Uri("http://localhost"), Timeout = TimeSpan.FromMinutes(10) };
        // A backup or a restore takes as long as its octets do.
        _long = new HttpClient(handler, disposeHandler: false) { BaseAddress = _http.BaseAddress, Timeout = Timeout.InfiniteTimeSpan };
    }

    public Task<Status> StatusAsync(CancellationToken stop) => GetAsync("status", ControlJson.Default.Status, stop);

    /// <summary>Returns when the process answers.</summary>
    public Task AliveAsync(CancellationToken stop) => AskAsync("live", stop);

    /// <summary>Returns when a submission sent now would be taken; a refusal says why it would not.</summary>
    public Task ReadyAsync(CancellationToken stop) => AskAsync("ready", stop);

    /// <summary>One slice of reading every stored ciphertext back, from a place on.</summary>
    public Task<ScanAnswer> ScanAsync(int from, CancellationToken stop) =>
        PostAsync("scan", new ScanRequest(from), ControlJson.Default.ScanRequest, ControlJson.Default.ScanAnswer, stop);

    /// <summary>One slice of comparing the pages of one of the vault's files with their checksums, from a place on.</summary>
    public Task<PageScanAnswer> ScanPagesAsync(bool log, int from, CancellationToken stop) =>
        PostAsync("scan-pages", new PageScanRequest(log, from), ControlJson.Default.PageScanRequest, ControlJson.Default.PageScanAnswer, stop);

    /// <summary>The operator's signature of the kit that the gateway serves now.</summary>
    public Task<KitSignature> KitAsync(CancellationToken stop) => GetAsync("kit", ControlJson.Default.KitSignature, stop);

    /// <summary>The signed keyring in force, as its frame; null when none is installed.</summary>
    public async Task<byte[]?> KeyringAsync(CancellationToken stop)
    {
        using var answer = await SendAsync(new HttpRequestMessage(HttpMethod.Get, "keyring"), stop);
        if (answer.StatusCode == HttpStatusCode.NotFound) return null;
        await RefuseAsync(answer, stop);
        return await Receive(answer.Content.ReadAsByteArrayAsync(stop));
    }

    public async Task InstallKeyringAsync(byte[] frame, Fingerprint root, CancellationToken stop)
    {
        using var body = new ByteArrayContent(frame) { Headers = { ContentType = new MediaTypeHeaderValue("text/plain") } };
        using var answer = await SendAsync(new HttpRequestMessage(HttpMethod.Post, $"keyring?root={root}") { Content = body }, stop);
        await RefuseAsync(answer, stop);
    }

    public async Task SignKitAsync(KitSignature signature, CancellationToken stop)
    {
        using var answer = await SendAsync(Post("kit", JsonContent.Create(signature, ControlJson.Default.KitSignature)), stop);
        await RefuseAsync(answer, stop);
    }

    /// <summary>When this returns, the vault's ring is sealed with the next key and with no other.</summary>
    public async Task ChangeAtRestKeyAsync(byte[] now, byte[] next, CancellationToken stop)
    {
        byte[] both = [.. now, .. next];
        try
        {
            using var body = new ByteArrayContent(both);
            using var answer = await SendAsync(Post("at-rest-key", body), stop);
            await RefuseAsync(answer, stop);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(both);
        }
    }

    /// <summary>False only when the gateway says that this key does not open its vault.</summary>
    public async Task<bool> HasAtRestKeyAsync(byte[] key, CancellationToken stop)
    {
        byte[] both = [.. key, .. key];
        using var body = new ByteArrayContent(both);
        using var answer = await SendAsync(Post("at-rest-key", body), stop);
        CryptographicOperations.ZeroMemory(both);
        return answer.IsSuccessStatusCode || (await ProblemAsync(answer, stop)).Code != "at_rest_key_differs";
    }

    public Task<ExportPlan> ExportAsync(int? from, CancellationToken stop) =>
        PostAsync("export", new ExportRequest(from), ControlJson.Default.ExportRequest, ControlJson.Default.ExportPlan, stop);

    /// <summary>Writes a stored ciphertext to a stream. A connection that ends early is a trouble, never a shorter file.</summary>
    public async Task CopyItemAsync(int entry, Func<ReadOnlyMemory<byte>, ValueTask> write, CancellationToken stop)
    {
        using var answer = await SendAsync(new HttpRequestMessage(HttpMethod.Get, $"items/{entry}"), stop);
        await RefuseAsync(answer, stop);
        await using var octets = await Receive(answer.Content.ReadAsStreamAsync(stop));
        var buffer = new byte[81920];
        while (await Receive(octets.ReadAsync(buffer, stop).AsTask()) is var count and > 0)
            await write(buffer.AsMemory(0, count));
    }

    public async Task ExportedAsync(ExportDone done, CancellationToken stop)
    {
        using var answer = await SendAsync(Post("exported", JsonContent.Create(done, ControlJson.Default.ExportDone)), stop);
        await RefuseAsync(answer, stop);
    }

    /// <summary>The vault at one moment: reads it through a function, which is told how many submissions had ever come in.</summary>
    public async Task SnapshotAsync(Func<Stream, int, Task> read, CancellationToken stop)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "snapshot");
        using var answer = await SendAsync(request, stop, _long);
        await RefuseAsync(answer, stop);
        var arrivals = answer.Headers.TryGetValues(BackedUp.ArrivalsHeader, out var values) && int.TryParse(values.First(), out var number)
            ? number : throw Troubles.AnswerNotUnderstood("a header is missing");
        await using var octets = await Receive(answer.Content.ReadAsStreamAsync(stop));
        await Receive(ReadAsync());

        async Task<bool> ReadAsync()
        {
            await read(octets, arrivals);
            return true;
        }
    }

    public async Task BackedUpAsync(BackedUp done, CancellationToken stop)
    {
        using var answer = await SendAsync(Post("backed-up", JsonContent.Create(done, ControlJson.Default.BackedUp)), stop);
        await RefuseAsync(answer, stop);
    }

    /// <summary>Says which receipt is the operator's own.</summary>
    public async Task CanaryAsync(CanarySent sent, CancellationToken stop)
    {
        using var answer = await SendAsync(Post("canary", JsonContent.Create(sent, ControlJson.Default.CanarySent)), stop);
        await RefuseAsync(answer, stop);
    }

    /// <summary>Hands a snapshot over, as it is written. When this returns, the gateway serves by it.</summary>
    public async Task RestoreAsync(Func<Stream, Task> write, CancellationToken stop)
    {
        using var answer = await SendAsync(Post("restore", new WrittenContent(write)), stop, _long);
        await RefuseAsync(answer, stop);
    }

    public async Task ConfirmClockAsync(CancellationToken stop)
    {
        using var answer = await SendAsync(new HttpRequestMessage(HttpMethod.Post, "clock"), stop);
        await RefuseAsync(answer, stop);
    }

    public Task<AcknowledgeAnswer> AcknowledgeAsync(AcknowledgeRequest request, CancellationToken stop) =>
        PostAsync("acknowledge", request, ControlJson.Default.AcknowledgeRequest, ControlJson.Default.AcknowledgeAnswer, stop);

    public Task<PurgeAnswer> PurgeAsync(PurgeRequest request, CancellationToken stop) =>
        PostAsync("purge", request, ControlJson.Default.PurgeRequest, ControlJson.Default.PurgeAnswer, stop);

    /// <summary>Hands over one sealed file: whether it was new, and its receipt; or the code of its refusal.</summary>
    public async Task<(bool New, ImportAnswer? Answer, ControlProblem? Problem)> ImportAsync(Stream file, CancellationToken stop)
    {
        using var body = new StreamContent(file) { Headers = { ContentType = new MediaTypeHeaderValue("application/octet-stream") } };
        using var answer = await SendAsync(Post("import", body), stop);
        if (!answer.IsSuccessStatusCode) return (false, null, await ProblemAsync(answer, stop));
        return (answer.StatusCode == HttpStatusCode.Created, await ReadAsync(answer, ControlJson.Default.ImportAnswer, stop), null);
    }

    public void Dispose()
    {
        _long.Dispose();
        _http.Dispose();
    }

    private static HttpRequestMessage Post(string path, HttpContent content) => new(HttpMethod.Post, path) { Content = content };

    private async Task<TAnswer> PostAsync<TRequest, TAnswer>(
        string path, TRequest request, JsonTypeInfo<TRequest> asked, JsonTypeInfo<TAnswer> answered, CancellationToken stop)
    {
        using var answer = await SendAsync(Post(path, JsonContent.Create(request, asked)), stop);
        await RefuseAsync(answer, stop);
        return await ReadAsync(answer, answered, stop);
    }

    private async Task AskAsync(string path, CancellationToken stop)
    {
        using var answer = await SendAsync(new HttpRequestMessage(HttpMethod.Get, path), stop);
        await RefuseAsync(answer, stop);
    }

    private async Task<T> GetAsync<T>(string path, JsonTypeInfo<T> type, CancellationToken stop)
    {
        using var answer = await SendAsync(new HttpRequestMessage(HttpMethod.Get, path), stop);
        await RefuseAsync(answer, stop);
        return await ReadAsync(answer, type, stop);
    }

    private async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken stop, HttpClient? by = null)
    {
        using (request)
        {
            if (!File.Exists(_socket)) throw Troubles.GatewayNotRunning(_socket);
            return await Receive((by ?? _http).SendAsync(request, HttpCompletionOption.ResponseHeadersRead, stop));
        }
    }

    private async Task<T> ReadAsync<T>(HttpResponseMessage answer, JsonTypeInfo<T> type, CancellationToken stop)
    {
        try
        {
            return await Receive(answer.Content.ReadFromJsonAsync(type, stop)) ?? throw Troubles.AnswerNotUnderstood("null");
        }
        catch (System.Text.Json.JsonException trouble)
        {
            throw Troubles.AnswerNotUnderstood(trouble.Message);
        }
    }

    private async Task RefuseAsync(HttpResponseMessage answer, CancellationToken stop)
    {
        if (!answer.IsSuccessStatusCode) throw Troubles.GatewayRefused(await ProblemAsync(answer, stop));
    }

    private async Task<ControlProblem> ProblemAsync(HttpResponseMessage answer, CancellationToken stop) =>
        answer.Content.Headers.ContentType?.MediaType == "application/problem+json"
            ? await ReadAsync(answer, ControlJson.Default.ControlProblem, stop)
            : throw Troubles.AnswerNotUnderstood($"HTTP status {(int)answer.StatusCode}");

    private async Task<T> Receive<T>(Task<T> answer)
    {
        try
        {
            return await answer;
        }
        catch (Exception trouble) when (trouble is HttpRequestException { InnerException: SocketException { SocketErrorCode: SocketError.AccessDenied } })
        {
            throw Troubles.SocketNotAllowed(_socket);
        }
        catch (Exception trouble) when (trouble is HttpRequestException { InnerException: SocketException { SocketErrorCode: SocketError.ConnectionRefused } })
        {
            throw Troubles.GatewayNotRunning(_socket);
        }
        catch (Exception trouble) when (trouble is HttpRequestException or IOException or TaskCanceledException { InnerException: TimeoutException })
        {
            throw Troubles.ConnectionLost(trouble.Message);
        }
    }
}
