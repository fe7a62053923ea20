using System.Text;
using SecureDrop.Formats;
using SecureDrop.Gateway.Arrivals;
using SecureDrop.Gateway.Html;

namespace SecureDrop.Gateway.Http;

/// <summary>What anybody may read: the same octets for everybody.</summary>
internal sealed class ReadEndpoints(KeyringInForce keyring, IntakeSwitch door, Pages pages, Answers answers, Lazy<string> listening)
{
    public Answer Home() => Answers.Page(pages.Home(keyring.Accepting, keyring.Today, door.State == IntakeState.Open, Address));

    /// <summary>The keyring in force, also when it has expired: it says so itself, and whoever trusts the root can see that.</summary>
    public Answer Keyring(HttpContext context) => keyring.Frame is { } frame
        ? new Answer(200, "text/plain; charset=utf-8", frame)
        : answers.Refused(RefusalCode.KeyringUnavailable, context.Request.WantsHtml());

    /// <param name="context">The request.</param>
    /// <param name="primary">A primary fingerprint, 40 upper-case hexadecimal digits.</param>
    public Answer Certificate(HttpContext context, string primary)
    {
        var armored = Fingerprint.TryParse(primary, out var fingerprint)
            ? keyring.Current?.Certificates.FirstOrDefault(certificate => certificate.Primary == fingerprint)?.Armored : null;
        return armored is null
            ? answers.Refused(RefusalCode.NotFound, context.Request.WantsHtml())
            : new Answer(200, "application/pgp-keys", Encoding.ASCII.GetBytes(armored));
    }

    private string Address => (keyring.Current?.Addresses is [var first, ..] ? first : listening.Value).TrimEnd('/');
}
