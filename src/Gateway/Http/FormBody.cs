using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;
using SecureDrop.Gateway.Arrivals;

namespace SecureDrop.Gateway.Http;

/// <summary>
/// A browser's form without JavaScript: exactly one field of ours, read as it streams by (IFormFile would write it to a
/// disk). The file's name is looked at by nobody. Source: RFC 7578.
/// </summary>
internal static class FormBody
{
    /// <summary>RFC 2046 §5.1.1.</summary>
    private const int LongestBoundary = 70;
    private const int HeaderOctets = 4 << 10;

    /// <param name="body">The whole request body.</param>
    /// <param name="boundary">From the Content-Type.</param>
    /// <param name="names">What the field may be called.</param>
    /// <param name="passOn">Takes the one field's octets.</param>
    public static async Task<RefusalCode?> PassOnAsync(
        IncomingBody body, string boundary, string[] names, Func<Stream, Task<RefusalCode?>> passOn)
    {
        if (boundary.Length is 0 or > LongestBoundary) return RefusalCode.BadForm;
        var form = new MultipartReader(boundary, new FilledReads(body)) { HeadersCountLimit = 4, HeadersLengthLimit = HeaderOctets };
        try
        {
            if (await form.ReadNextSectionAsync() is not { } field || !IsOurs(field, names)) return RefusalCode.BadForm;
            if (await passOn(field.Body) is { } refused) return refused;
            return await form.ReadNextSectionAsync() is null ? null : RefusalCode.BadForm;
        }
        catch (Exception malformed) when (malformed is IOException or InvalidDataException)
        {
            // A boundary that never comes, or headers beyond their limits. A cut line has told the body its own trouble before.
            return RefusalCode.BadForm;
        }
    }

    private static bool IsOurs(MultipartSection field, string[] names) =>
        ContentDispositionHeaderValue.TryParse(field.ContentDisposition, out var disposition)
        && disposition.DispositionType.Equals("form-data", StringComparison.OrdinalIgnoreCase)
        && names.Contains(HeaderUtilities.RemoveQuotes(disposition.Name).ToString());
}
