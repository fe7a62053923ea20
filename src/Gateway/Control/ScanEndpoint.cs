using SecureDrop.Formats.Control;
using SecureDrop.Storage;

namespace SecureDrop.Gateway.Control;

/// <summary>
/// POST /scan: one slice of reading every stored ciphertext back. POST /scan-pages: one of comparing what lies on the disk with its checksums. Who asks decides
/// when the next one follows.
/// </summary>
internal sealed class ScanEndpoint(Vault vault)
{
    /// <summary>A tenth of a second of reading and hashing; one item may be longer.</summary>
    private const long SliceOctets = 8 << 20;
    private const int SlicePages = 1024;

    public async Task<IResult> PostAsync(HttpRequest request)
    {
        var asked = await request.ReadFromJsonAsync(ControlJson.Default.ScanRequest);
        if (asked is not { From: >= 0 }) return ControlAnswer.Problem("malformed", "A place to begin at is missing.", 400);
        var slice = await vault.Scan.ItemsAsync(asked.From, SliceOctets, request.HttpContext.RequestAborted);
        var damaged = slice.Damaged.Select(fault => new ScanDamaged(fault.Entry, fault.Hash?.ToString()));
        return ControlAnswer.Json(new ScanAnswer(slice.Next, slice.Items, slice.Octets, [.. damaged]), ControlJson.Default.ScanAnswer);
    }

    public async Task<IResult> PagesAsync(HttpRequest request)
    {
        var asked = await request.ReadFromJsonAsync(ControlJson.Default.PageScanRequest);
        if (asked is not { From: >= 0 }) return ControlAnswer.Problem("malformed", "A place to begin at is missing.", 400);
        var slice = await vault.Scan.PagesAsync(asked.Log ? PageFile.Log : PageFile.Data, asked.From, SlicePages, request.HttpContext.RequestAborted);
        return ControlAnswer.Json(new PageScanAnswer(slice.Next, slice.Pages, [.. slice.Damaged], slice.FileLost), ControlJson.Default.PageScanAnswer);
    }
}
