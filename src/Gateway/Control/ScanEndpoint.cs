using SecureDrop.Formats.Control;
using SecureDrop.Storage;

namespace SecureDrop.Gateway.Control;

/// <summary>POST /scan: one slice of reading every stored ciphertext back. Who asks decides when the next one follows.</summary>
internal sealed class ScanEndpoint(Vault vault)
{
    /// <summary>A tenth of a second of reading and hashing; one item may be longer.</summary>
    private const long SliceOctets = 8 << 20;

    public async Task<IResult> PostAsync(HttpRequest request)
    {
        var asked = await request.ReadFromJsonAsync(ControlJson.Default.ScanRequest);
        if (asked is not { From: >= 0 }) return ControlAnswer.Problem("malformed", "A place to begin at is missing.", 400);
        var slice = await vault.ScanAsync(asked.From, SliceOctets, request.HttpContext.RequestAborted);
        var damaged = slice.Damaged.Select(fault => new ScanDamaged(fault.Entry, fault.Hash?.ToString()));
        return ControlAnswer.Json(new ScanAnswer(slice.Next, slice.Items, slice.Octets, [.. damaged]), ControlJson.Default.ScanAnswer);
    }
}
