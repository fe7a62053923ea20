using System.Net.Http.Headers;
using System.Text;

namespace SecureDrop.Operator.Doctor.Facts;

/// <summary>
/// Asks the live listener what a stranger would, and keeps the headers. On this machine only: an operator's program that speaks over a network tells where
/// the operator is. Nothing of it is stored: the one submission is empty, and the receipt is nobody's.
/// </summary>
internal static class DoorVisit
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private static readonly int[] Good = [200], Gone = [404], Shut = [400, 413, 429, 503];

    private static readonly (string Method, string Path, int[] Expected)[] Questions =
    [
        ("GET", "/", Good), ("GET", "/en/", Good), ("GET", "/keyring", [200, 503]), ("GET", "/nothing-here", Gone), ("GET", "/submissions", [405]),
        ("POST", "/submissions", Shut), ("POST", "/receipts", [200, 429, 503]), ("GET", "/status", Gone), ("GET", "/live", Gone), ("GET", "/ready", Gone),
    ];

    /// <param name="listener">http or https, at a loopback address; or any, where <paramref name="socket"/> is reached instead.</param>
    /// <param name="socket">The Unix socket that the gateway listens on, or null.</param>
    /// <param name="stop">Ends it.</param>
    public static async Task<Seen<DoorAnswer[]>> MakeAsync(Uri listener, string? socket, CancellationToken stop)
    {
        using var handler = new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false, UseCookies = false, ConnectTimeout = Patience };
        if (socket is not null) handler.ConnectCallback = (_, connecting) => UnixListener.ConnectAsync(socket, connecting);
        using var http = new HttpClient(handler) { BaseAddress = listener, Timeout = Patience };
        var answers = new List<DoorAnswer>();
        try
        {
            foreach (var (method, path, expected) in Questions) answers.Add(await AskAsync(http, method, path, expected, stop));
        }
        catch (Exception silent) when (silent is HttpRequestException or TaskCanceledException { InnerException: TimeoutException })
        {
            return Seen<DoorAnswer[]>.Not($"no answer can be had from {socket ?? listener.GetLeftPart(UriPartial.Authority)}");
        }

        return answers.ToArray();
    }

    private static async Task<DoorAnswer> AskAsync(HttpClient http, string method, string path, int[] expected, CancellationToken stop)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        if (method == "POST")
        {
            var form = path == "/receipts" ? """{"receipt":"00000 00000 00000 00000 00000"}""" : "";
            request.Content = new ByteArrayContent(Encoding.ASCII.GetBytes(form));
            request.Content.Headers.ContentType = new MediaTypeHeaderValue(form.Length > 0 ? "application/json" : "application/octet-stream");
        }

        using var answer = await http.SendAsync(request, stop);
        var body = await answer.Content.ReadAsByteArrayAsync(stop);
        var headers = answer.Headers.NonValidated.Concat(answer.Content.Headers.NonValidated).ToDictionary(header => header.Key, header => $"{header.Value}");
        return new DoorAnswer($"{method} {path}", (int)answer.StatusCode, expected, headers, body.Length);
    }
}
