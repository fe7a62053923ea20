using Microsoft.Net.Http.Headers;
using SecureDrop.Gateway.Html;

namespace SecureDrop.Gateway.Http;

/// <summary>What a request wants to be answered in. Never the languages that a browser announces: they are part of its fingerprint.</summary>
internal static class Accepting
{
    /// <summary>
    /// The language of the page to answer with: the one that the form named (<c>?lang=ar</c>), or under whose path the request is, or English. Null for
    /// JSON: a browser names text/html; our programs and curl do not.
    /// </summary>
    public static Texts? Page(this HttpRequest request) =>
        !WantsHtml(request) ? null
        : Texts.Of(request.Query["lang"]) ?? Texts.Of(request.Path.Value?.Split('/', 3) is [_, var first, ..] ? first : null) ?? Texts.English;

    private static bool WantsHtml(HttpRequest request) =>
        MediaTypeHeaderValue.TryParseList(request.Headers.Accept, out var accepted)
        && accepted.Any(type => type.MediaType.Equals("text/html", StringComparison.OrdinalIgnoreCase) && type.Quality is not 0);
}
