namespace SecureDrop.Gateway.Http;

/// <summary>One whole answer: everything that leaves towards the public is one of these.</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="MediaType">Content-Type, whole.</param>
/// <param name="Body">The octets, already padded where their length would tell something.</param>
internal sealed record Answer(int Status, string MediaType, ReadOnlyMemory<byte> Body) : IResult
{
    /// <summary>Seconds for Retry-After: always two digits, so that its length tells nothing.</summary>
    public int? RetryAfter { get; init; }

    /// <summary>After a refusal the rest of the body is of no interest, and its framing may be a lie.</summary>
    public bool Closes { get; init; }

    /// <summary>The content security policy; null for the strictest.</summary>
    public string? Policy { get; init; }

    /// <summary>How the octets are packed; null for as they are.</summary>
    public string? Coding { get; init; }

    /// <summary>Another reader may get the same file packed otherwise.</summary>
    public bool VariesByCoding { get; init; }

    /// <summary>What a browser saves it as, instead of showing it.</summary>
    public string? FileName { get; init; }

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.StatusCode = Status;
        response.ContentType = MediaType;
        response.ContentLength = Body.Length;
        if (RetryAfter is { } seconds) response.Headers.RetryAfter = seconds.ToString(System.Globalization.CultureInfo.InvariantCulture);
        if (Closes) response.Headers.Connection = "close";
        if (Policy is not null) response.Headers.ContentSecurityPolicy = Policy;
        if (Coding is not null) response.Headers.ContentEncoding = Coding;
        if (VariesByCoding) response.Headers.Vary = "Accept-Encoding";
        if (FileName is not null) response.Headers.ContentDisposition = $"attachment; filename=\"{FileName}\"";
        if (HttpMethods.IsHead(httpContext.Request.Method)) return;
        // Not to be cancelled: to a sender who is gone the server writes nothing, and throws nothing.
        await response.Body.WriteAsync(Body, CancellationToken.None);
    }
}
