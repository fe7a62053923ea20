using System.Text;
using SecureDrop.Formats;
using SecureDrop.Gateway.Arrivals;

namespace SecureDrop.Gateway.Http;

/// <summary>What anybody may read besides the pages: the same octets for everybody.</summary>
internal sealed class ReadEndpoints(KeyringInForce keyring, Answers answers)
{
    /// <summary>The keyring in force, also when it has expired: it says so itself, and whoever trusts the root can see that.</summary>
    public Answer Keyring(HttpContext context) => keyring.Frame is { } frame
        ? new Answer(200, "text/plain; charset=utf-8", frame)
        : answers.Refused(RefusalCode.KeyringUnavailable, context.Request.Page());

    /// <param name="context">The request.</param>
    /// <param name="primary">A primary fingerprint, 40 upper-case hexadecimal digits.</param>
    public Answer Certificate(HttpContext context, string primary)
    {
        var armored = Fingerprint.TryParse(primary, out var fingerprint)
            ? keyring.Current?.Certificates.FirstOrDefault(certificate => certificate.Primary == fingerprint)?.Armored : null;
        return armored is null
            ? answers.Refused(RefusalCode.NotFound, context.Request.Page())
            : new Answer(200, "application/pgp-keys", Encoding.ASCII.GetBytes(armored));
    }
}
