using Microsoft.Net.Http.Headers;

namespace SecureDrop.Gateway.Http;

internal static class Accepting
{
    /// <summary>A browser names text/html; our programs and curl do not.</summary>
    public static bool WantsHtml(this HttpRequest request) =>
        MediaTypeHeaderValue.TryParseList(request.Headers.Accept, out var accepted)
        && accepted.Any(type => type.MediaType.Equals("text/html", StringComparison.OrdinalIgnoreCase) && type.Quality is not 0);
}
