namespace SecureDrop.Gateway.Http;

/// <summary>The headers of every answer, and the only ones. Whatever else a layer below added is taken off again.</summary>
internal static class FixedHeaders
{
    /// <summary>A server's clock tells where it stands and which machine it is. Kestrel can't leave the header out, so it is always this.</summary>
    private const string Date = "Thu, 01 Jan 1970 00:00:00 GMT";

    private static readonly HashSet<string> Allowed = new(StringComparer.OrdinalIgnoreCase)
    {
        "Date", "Content-Type", "Content-Length", "Connection", "Retry-After", "Cache-Control", "Content-Security-Policy",
        "Cross-Origin-Opener-Policy", "Cross-Origin-Resource-Policy", "Referrer-Policy", "X-Content-Type-Options",
        // The page's scripts and the kit, which depend on no submission, are packed; the kit and its signature are saved and not shown.
        "Content-Encoding", "Vary", "Content-Disposition",
    };

    public static Task SetAsync(HttpContext context, RequestDelegate next)
    {
        context.Response.OnStarting(() =>
        {
            Set(context.Response.Headers);
            return Task.CompletedTask;
        });
        return next(context);
    }

    private static void Set(IHeaderDictionary headers)
    {
        foreach (var name in headers.Keys.Where(name => !Allowed.Contains(name)).ToArray()) headers.Remove(name);
        headers.Date = Date;
        headers.CacheControl = "no-store";
        // An answer of ours may name its own; what names none gets the strictest.
        if (headers.ContentSecurityPolicy.Count == 0) headers.ContentSecurityPolicy = Policy.Strict;
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers["Referrer-Policy"] = "no-referrer";
        headers.XContentTypeOptions = "nosniff";
    }
}
