namespace SecureDrop.Gateway.Http;

/// <summary>
/// Two lengths for one body are how requests are smuggled past a proxy. Kestrel believes Transfer-Encoding and hands
/// Content-Length on under another name. Source: RFC 9112 §6.3.
/// </summary>
internal static class Framing
{
    public static bool IsAmbiguous(IHeaderDictionary headers) =>
        headers.ContainsKey("Transfer-Encoding") && (headers.ContainsKey("Content-Length") || headers.ContainsKey("X-Content-Length"));
}
