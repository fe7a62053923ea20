using Microsoft.Net.Http.Headers;

namespace SecureDrop.Gateway.Http;

/// <summary>How a static file may be packed for this reader. Browsers name br only where they trust the line; over plain HTTP they name gzip.</summary>
internal static class ContentCoding
{
    private static readonly string[] Ours = ["br", "gzip"];

    public static string? Of(HttpRequest request) =>
        StringWithQualityHeaderValue.TryParseList(request.Headers.AcceptEncoding, out var accepted)
            ? Ours.FirstOrDefault(coding => accepted.Any(one => one.Value.Equals(coding, StringComparison.OrdinalIgnoreCase) && one.Quality is not 0))
            : null;
}
