using SecureDrop.Formats;
using SecureDrop.Formats.Texts;
using SecureDrop.Gateway.Arrivals;

namespace SecureDrop.Gateway.Control;

internal sealed class KeyringEndpoints(KeyringInForce keyring, KeyringInstall install)
{
    public IResult Get() => keyring.Frame is { } frame
        ? Results.Bytes(frame, "text/plain; charset=utf-8")
        : ControlAnswer.Problem("keyring_unavailable", "No keyring is installed.", 404);

    public async Task<IResult> PostAsync(HttpRequest request)
    {
        if (!Fingerprint.TryParse(request.Query["root"].ToString(), out var root))
            return ControlAnswer.Problem("malformed", "The root's fingerprint is missing.", 400);
        if (request.ContentLength is not (> 0 and <= Keyring.MaximumFrameOctets))
            return ControlAnswer.Problem("malformed", "A keyring of known length is needed.", 400);
        var frame = new byte[request.ContentLength.Value];
        await request.Body.ReadExactlyAsync(frame, request.HttpContext.RequestAborted);
        return await install.InstallAsync(frame, root) switch
        {
            null => Results.Ok(),
            KeyringRefusal.FormatNewer => ControlAnswer.Problem(NewerFormat.Code, "This keyring is of a format that needs a newer SecureDrop.Net."),
            KeyringRefusal.Malformed => ControlAnswer.Problem("keyring_malformed", "This is not a keyring in its one canonical form."),
            KeyringRefusal.RootDiffers => ControlAnswer.Problem("root_differs", "This keyring has another root. A root is never changed in place."),
            KeyringRefusal.Expired => ControlAnswer.Problem("keyring_expired", "This keyring has expired, by the clock of this machine."),
            KeyringRefusal.Older => ControlAnswer.Problem("keyring_older", "A later epoch is in force."),
            KeyringRefusal.Forked => ControlAnswer.Problem("keyring_forked", "Another text of this epoch is in force: the root has signed two."),
            _ => ControlAnswer.Problem("example_certificates", "It holds example certificates, whose secret keys are public."),
        };
    }
}
