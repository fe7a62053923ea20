using SecureDrop.Formats.Control;
using SecureDrop.Gateway.Serving;

namespace SecureDrop.Gateway.Control;

/// <summary>POST /kit: the operator's signature of the offline kit, after a keyring was installed. GET /kit: the one of the kit that is served now.</summary>
internal sealed class KitEndpoint(PageInForce page)
{
    public IResult Get() => page.Signature is { } signature
        ? ControlAnswer.Json(signature, ControlJson.Default.KitSignature)
        : ControlAnswer.Problem("kit_unsigned", "Nobody has signed the kit that is served now.", 404);

    public async Task<IResult> PostAsync(HttpRequest request)
    {
        var signature = await request.ReadFromJsonAsync(ControlJson.Default.KitSignature);
        return (signature is null ? KitRefusal.Malformed : await page.KeepAsync(signature)) switch
        {
            null => Results.Ok(),
            KitRefusal.NoKeyring => ControlAnswer.Problem("keyring_unavailable", "No keyring is installed, so there is no kit."),
            KitRefusal.FilesDiffer => ControlAnswer.Problem("kit_differs", "The operator's program and the gateway do not make the same page and kit."),
            KitRefusal.SignerUnknown => ControlAnswer.Problem("signer_unknown", "The signer is no operator of the keyring in force."),
            _ => ControlAnswer.Problem("malformed", "This is not a signature of the kit.", 400),
        };
    }
}
