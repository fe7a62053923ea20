namespace SecureDrop.Gateway.Http;

/// <summary>The headers of every answer, and the only ones. Whatever else a layer below added is taken off again.</summary>
internal sealed class FixedHeaders(string stylesheetHash)
{
    /// <summary>A server's clock tells where it stands and which machine it is. Kestrel can't leave the header out, so it is always this.</summary>
    private const string Date = "Thu, 01 Jan 1970 00:00:00 GMT";

    private static readonly HashSet<string> Allowed = new(StringComparer.OrdinalIgnoreCase)
    {
        "Date", "Content-Type", "Content-Length", "Connection", "Retry-After", "Cache-Control", "Content-Security-Policy",
        "Cross-Origin-Opener-Policy", "Cross-Origin-Resource-Policy", "Referrer-Policy", "X-Content-Type-Options",
    };

    private readonly string _policy =
        $"default-src 'none'; style-src '{stylesheetHash}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    public Task SetAsync(HttpContext context, RequestDelegate next)
    {
        context.Response.OnStarting(() =>
        {
            Set(context.Response.Headers);
            return Task.CompletedTask;
        });
        return next(context);
    }

    private void Set(IHeaderDictionary headers)
    {
        foreach (var name in headers.Keys.Where(name => !Allowed.Contains(name)).ToArray()) headers.Remove(name);
        headers.Date = Date;
        headers.CacheControl = "no-store";
        headers.ContentSecurityPolicy = _policy;
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers["Referrer-Policy"] = "no-referrer";
        headers.XContentTypeOptions = "nosniff";
    }
}
