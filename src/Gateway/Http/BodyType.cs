using Microsoft.Net.Http.Headers;

namespace SecureDrop.Gateway.Http;

/// <summary>What kind of body the headers announce, and a form's boundary.</summary>
internal readonly record struct BodyType(BodyKind Kind, string Boundary)
{
    /// <summary>What a submission may come as; null for what is not taken.</summary>
    public static BodyType? OfSubmission(HttpRequest request) =>
        Of(request) is { Kind: BodyKind.Binary or BodyKind.Text or BodyKind.Form } type ? type : null;

    /// <summary>What a receipt may come as; null for what is not taken.</summary>
    public static BodyType? OfReceipt(HttpRequest request) =>
        Of(request) is { Kind: BodyKind.Json or BodyKind.UrlEncodedForm or BodyKind.Form } type ? type : null;

    // No type, an unknown one, or content packed once more: what would be read then is not what was sent.
    private static BodyType? Of(HttpRequest request)
    {
        if (request.Headers.ContentEncoding.Count > 0 || !MediaTypeHeaderValue.TryParse(request.ContentType, out var type)) return null;
        return type.MediaType.ToString().ToLowerInvariant() switch
        {
            "application/octet-stream" or "application/pgp-encrypted" => new BodyType(BodyKind.Binary, ""),
            "text/plain" => new BodyType(BodyKind.Text, ""),
            "multipart/form-data" => new BodyType(BodyKind.Form, HeaderUtilities.RemoveQuotes(type.Boundary).ToString()),
            "application/x-www-form-urlencoded" => new BodyType(BodyKind.UrlEncodedForm, ""),
            "application/json" => new BodyType(BodyKind.Json, ""),
            _ => null,
        };
    }
}
