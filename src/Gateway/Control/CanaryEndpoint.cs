using SecureDrop.Formats;
using SecureDrop.Formats.Control;
using SecureDrop.Storage;

namespace SecureDrop.Gateway.Control;

/// <summary>POST /canary: which receipt is the operator's own. Only after it was given, so that the door could not know.</summary>
internal sealed class CanaryEndpoint(Vault vault)
{
    public async Task<IResult> PostAsync(HttpRequest request)
    {
        var sent = await request.ReadFromJsonAsync(ControlJson.Default.CanarySent);
        if (sent is null || !Receipt.TryParse(sent.Receipt, out var receipt)) return ControlAnswer.Problem("receipt_malformed", "This is no receipt.", 400);
        return await vault.NoteCanaryAsync(receipt) is { } refusal ? ControlAnswer.Problem(refusal) : Results.Ok();
    }
}
