using System.Text;
using SecureDrop.Formats;
using SecureDrop.Formats.Control;
using SecureDrop.Formats.Texts;
using SecureDrop.Gateway.Arrivals;
using SecureDrop.Storage;
using ExportItem = SecureDrop.Formats.Control.ExportItem;
using ExportPlan = SecureDrop.Formats.Control.ExportPlan;

namespace SecureDrop.Gateway.Control;

internal sealed class ExportEndpoints(Vault vault, KeyringInForce keyring)
{
    public async Task<IResult> PostAsync(HttpRequest request)
    {
        var asked = await request.ReadFromJsonAsync(ControlJson.Default.ExportRequest);
        if (keyring.Current is not { } current)
            return ControlAnswer.Problem("keyring_unavailable", "No keyring is installed: nobody could tell who signs the bundle.");
        var (plan, refusal) = await vault.BeginExportAsync(asked?.From);
        if (plan is null) return ControlAnswer.Problem(refusal ?? VaultRefusal.EntryUnknown);
        var items = plan.Items.Select(item => new ExportItem(item.Entry, $"{item.Hash}", item.Octets, item.Late)).ToArray();
        return ControlAnswer.Json(
            new ExportPlan(
                plan.Bundle, $"{plan.Ledger.Id}", [.. Pieces(plan.Ledger.Write(), 1 << 20)], items, plan.PreviousBundle?.ToString(),
                current.Epoch, plan.Day),
            ControlJson.Default.ExportPlan);
    }

    /// <summary>The text cut at line ends; no line is longer than a piece.</summary>
    internal static IEnumerable<string> Pieces(byte[] text, int most)
    {
        for (int at = 0, end; at < text.Length; at = end)
        {
            end = text.Length - at <= most ? text.Length : at + text.AsSpan(at, most).LastIndexOf((byte)'\n') + 1;
            yield return Encoding.UTF8.GetString(text, at, end - at);
        }
    }

    public async Task<IResult> ItemAsync(int entry)
    {
        var read = await vault.ReadAsync(entry);
        return read.Octets is { } octets
            ? Results.Bytes(octets, "application/octet-stream")
            : ControlAnswer.Problem(read.Refusal ?? VaultRefusal.EntryUnknown);
    }

    public async Task<IResult> DoneAsync(HttpRequest request)
    {
        var done = await request.ReadFromJsonAsync(ControlJson.Default.ExportDone);
        if (done is null || !Sha256Hash.TryParse(done.TagManifestSha256, out var manifest) || !Sha256Hash.TryParse(done.Head, out var head))
            return ControlAnswer.Problem("malformed", "A hash is not 64 hexadecimal digits.", 400);
        var refusal = await vault.FinishExportAsync(done.Bundle, manifest, new LedgerHead(done.HeadNumber, head));
        return refusal is { } why ? ControlAnswer.Problem(why) : Results.Ok();
    }
}
