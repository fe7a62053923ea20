using SecureDrop.Formats.Control;

namespace SecureDrop.Gateway.Http;

/// <summary>The headers of every answer, and the only ones (<see cref="PublicHeaders"/>). Whatever else a layer below added is taken off again.</summary>
internal static class FixedHeaders
{
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
        foreach (var name in headers.Keys.Where(name => !PublicHeaders.Allowed.Contains(name)).ToArray()) headers.Remove(name);
        foreach (var (name, value) in PublicHeaders.Always) headers[name] = value;
        // An answer of ours may name its own; what names none gets the strictest.
        if (headers.ContentSecurityPolicy.Count == 0) headers.ContentSecurityPolicy = Policy.Strict;
    }
}
