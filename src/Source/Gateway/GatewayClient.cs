using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using SecureDrop.Formats;
using SecureDrop.Formats.Puzzles;
using SecureDrop.Formats.Testimonies;

namespace SecureDrop.Source.Gateway;

/// <summary>
/// Speaks to a gateway. Sends no User-Agent, cookie, language or trace header: requests of all devices look alike. Follows no redirect and asks
/// no name of a local resolver when a SOCKS proxy is given.
/// </summary>
internal sealed class GatewayClient : IDisposable
{
    private const int MaximumAnswerOctets = 64 << 10;
    private const int SlowestOctetsASecond = 1 << 10;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private readonly HttpClient _http;
    private readonly bool _isHere;

    public GatewayClient(Uri gateway, Uri? proxy)
    {
        _isHere = gateway.IsLoopback && proxy is null;
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            ActivityHeadersPropagator = null,
            AutomaticDecompression = DecompressionMethods.None,
            ConnectTimeout = Patience,
        };
        if (proxy is not null) handler.Proxy = new WebProxy(proxy);
        _http = new HttpClient(handler)
        {
            BaseAddress = gateway.AbsoluteUri.EndsWith('/') ? gateway : new Uri(gateway.AbsoluteUri + "/"),
            MaxResponseContentBufferSize = MaximumAnswerOctets,
            Timeout = Timeout.InfiniteTimeSpan,
        };
    }

    /// <summary>Posts one sealed message, binary. Posting it again is harmless. Its digest goes before it, so that a gateway under pressure can ask for work.</summary>
    public Task<GatewayAnswer> SubmitAsync(ReadOnlyMemory<byte> message, PuzzleSolution? solution, CancellationToken stop)
    {
        var content = new ReadOnlyMemoryContent(message);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        content.Headers.Add(ContentDigest.Header, ContentDigest.Of(Sha256Hash.Of(message.Span)));
        if (solution is not null) content.Headers.Add(PuzzleSolution.Header, $"{solution}");
        return PostAsync("submissions", content, Patience + TimeSpan.FromSeconds(message.Length / SlowestOctetsASecond), stop);
    }

    /// <summary>Asks for the state of a receipt.</summary>
    public Task<GatewayAnswer> AskAsync(Receipt receipt, CancellationToken stop)
    {
        var content = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(new ReceiptQuestion(receipt.ToString()), SourceJson.Default.ReceiptQuestion));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        return PostAsync("receipts", content, Patience, stop);
    }

    private async Task<GatewayAnswer> PostAsync(string path, HttpContent content, TimeSpan patience, CancellationToken stop)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(stop);
        deadline.CancelAfter(patience);
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = content };
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        try
        {
            using var answer = await _http.SendAsync(request, deadline.Token);
            return Read(answer, await answer.Content.ReadAsByteArrayAsync(deadline.Token));
        }
        catch (Exception lost) when (lost is HttpRequestException or IOException || lost is OperationCanceledException && !stop.IsCancellationRequested)
        {
            var refused = lost.InnerException is SocketException { SocketErrorCode: SocketError.ConnectionRefused };
            return GatewayAnswer.Lost(lost is OperationCanceledException ? "the line is too slow" : lost.Message) with { NobodyListens = refused && _isHere };
        }
    }

    private static GatewayAnswer Read(HttpResponseMessage answer, byte[] body)
    {
        var status = (int)answer.StatusCode;
        if (answer.IsSuccessStatusCode)
        {
            var said = Take(body, SourceJson.Default.ReceiptState);
            return new GatewayAnswer(status, said?.Receipt, said?.State, "not an answer of a gateway", null);
        }
        var problem = Take(body, SourceJson.Default.Problem);
        var words = string.Join(": ", ((string?[])[problem?.Code ?? status.ToString(CultureInfo.InvariantCulture), problem?.Title]).OfType<string>()).TrimEnd('.');
        return new GatewayAnswer(status, null, null, SafeName.Show(words), answer.Headers.RetryAfter?.Delta)
        {
            Puzzle = Puzzle.Of(problem?.Challenge, problem?.Bits ?? 0),
        };
    }

    private static T? Take<T>(byte[] body, JsonTypeInfo<T> shape) where T : class
    {
        try
        {
            return JsonSerializer.Deserialize(body, shape);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public void Dispose() => _http.Dispose();
}
