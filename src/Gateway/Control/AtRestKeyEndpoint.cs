using System.Security.Cryptography;
using SecureDrop.Formats.Control;
using SecureDrop.Storage;

namespace SecureDrop.Gateway.Control;

/// <summary>POST /at-rest-key: the vault's ring is sealed with another key, durably, before this is answered.</summary>
internal sealed class AtRestKeyEndpoint(Vault vault)
{
    public async Task<IResult> PostAsync(HttpRequest request)
    {
        if (request.ContentLength != 2 * AtRestKey.Size) return ControlAnswer.Problem("malformed", "Two at-rest keys are needed.", 400);
        var keys = new byte[2 * AtRestKey.Size];
        try
        {
            await request.Body.ReadExactlyAsync(keys, request.HttpContext.RequestAborted);
            var refusal = await vault.ResealAsync(keys.AsSpan(0, AtRestKey.Size), keys.AsSpan(AtRestKey.Size));
            return refusal is { } why ? ControlAnswer.Problem(why) : Results.Ok();
        }
        finally
        {
            CryptographicOperations.ZeroMemory(keys);
        }
    }
}
