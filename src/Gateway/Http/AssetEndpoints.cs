using System.Text;
using SecureDrop.Formats.Pages;
using SecureDrop.Gateway.Arrivals;
using SecureDrop.Gateway.Serving;

namespace SecureDrop.Gateway.Http;

/// <summary>The page's scripts, the offline kit, and what one checks them with.</summary>
internal sealed class AssetEndpoints(PageInForce page, Answers answers)
{
    public Answer Script(HttpContext context, string name) => page.Asset(name) is { } file
        ? File(context, file)
        : answers.Refused(RefusalCode.NotFound, context.Request.Page());

    /// <summary>To be saved: what it may do is in the file, and opened from here it would stand under this server's name.</summary>
    public Answer Kit(HttpContext context) => page.Current is { } served
        ? File(context, served.Kit) with { FileName = PageFiles.KitName }
        : answers.Refused(RefusalCode.KeyringUnavailable, context.Request.Page());

    public Answer KitSignature(HttpContext context) => page.Signature is { } signature
        ? new Answer(200, "application/pgp-signature", Encoding.ASCII.GetBytes(signature.Signature)) { FileName = $"{PageFiles.KitName}.asc" }
        : answers.Refused(RefusalCode.NotFound, context.Request.Page());

    public Answer Hashes(HttpContext context) => page.Current is { } served
        ? new Answer(200, "text/plain; charset=utf-8", Encoding.ASCII.GetBytes(served.Files.HashList))
        : answers.Refused(RefusalCode.KeyringUnavailable, context.Request.Page());

    private static Answer File(HttpContext context, ServedFile file)
    {
        var coding = ContentCoding.Of(context.Request);
        return new Answer(200, file.MediaType, file.Octets(coding)) { Coding = coding, VariesByCoding = true };
    }
}
