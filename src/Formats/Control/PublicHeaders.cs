namespace SecureDrop.Formats.Control;

/// <summary>
/// Every header that an answer to a source may have. The gateway takes off whatever else a layer below has added; `operator doctor` compares what
/// the live listener, and whatever stands before it, really sends.
/// </summary>
public static class PublicHeaders
{
    /// <summary>A server's clock tells where it stands and which machine it is. Kestrel can't leave the header out, so it is always this.</summary>
    public const string Date = "Thu, 01 Jan 1970 00:00:00 GMT";

    /// <summary>Names, compared without case.</summary>
    public static IReadOnlySet<string> Allowed { get; } = new HashSet<string>(StringComparer.OrdinalIgnoreCase)
    {
        "Date", "Content-Type", "Content-Length", "Connection", "Retry-After", "Cache-Control", "Content-Security-Policy",
        "Cross-Origin-Opener-Policy", "Cross-Origin-Resource-Policy", "Referrer-Policy", "X-Content-Type-Options",
        // The page's scripts and the kit, which depend on no submission, are packed; the kit and its signature are saved and not shown.
        "Content-Encoding", "Vary", "Content-Disposition",
    };

    /// <summary>What every answer has besides its own, each with this value.</summary>
    public static IReadOnlyDictionary<string, string> Always { get; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
    {
        ["Date"] = Date,
        ["Cache-Control"] = "no-store",
        ["Cross-Origin-Opener-Policy"] = "same-origin",
        ["Cross-Origin-Resource-Policy"] = "same-origin",
        ["Referrer-Policy"] = "no-referrer",
        ["X-Content-Type-Options"] = "nosniff",
    };
}
