using Microsoft.AspNetCore.Http.Features;
using SecureDrop.Formats;
using SecureDrop.Formats.Backups;
using SecureDrop.Gateway.Arrivals;
using SecureDrop.Storage;

namespace SecureDrop.Gateway.Control;

/// <summary>
/// POST /restore: a snapshot as POST /snapshot gives it, into a vault that holds nothing. The operator's program has verified whose backup it is; here all that can be
/// judged without a signature is judged again. Cut short anywhere, intake stays closed and the same request finishes it.
/// </summary>
internal sealed class RestoreEndpoint(Vault vault, KeyringInstall install)
{
    public async Task<IResult> PostAsync(HttpRequest request)
    {
        var context = request.HttpContext;
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit) limit.MaxRequestBodySize = null;
        var stop = context.RequestAborted;
        var (reader, head, fault) = await SnapshotReader.OpenAsync(request.Body, stop);
        if (fault == SnapshotFault.FormatNewer) return ControlAnswer.Problem(NewerFormat.Code, "This snapshot is of a format that needs a newer SecureDrop.Net.");
        if (head is null) return Malformed(fault);
        if (install.Judge(head.Keyring) is KeyringRefusal.ExampleCertificates)
            return ControlAnswer.Problem("example_certificates", "Its keyring holds example certificates, whose secret keys are public.");
        var (begun, refusal) = await vault.Backups.BeginRestoreAsync();
        if (begun is null) return ControlAnswer.Problem(refusal ?? VaultRefusal.RestoreRunning);
        using var restore = begun;
        await restore.AddLedgerAsync(head);
        using var known = head.Snapshot.Submissions.AsEnumerable().GetEnumerator();
        while (true)
        {
            var (held, octets, wrong) = await reader.NextAsync(stop);
            if (wrong is not null || reader.LeftOut.Count > 0) return Malformed(wrong ?? SnapshotFault.ItemUnknown);
            // Those before it have been purged, and are known without a ciphertext.
            while (known.MoveNext() && known.Current != held) await restore.AddAsync(known.Current, FateOf(known.Current, reader), null);
            if (held is null) break;
            await restore.AddAsync(held, FateOf(held, reader), octets);
        }

        await restore.FinishAsync(head);
        install.Resume();
        return Results.Ok();
    }

    private static EntryFate? FateOf(SnapshotSubmission one, SnapshotReader reader) => one.Entry == 0 ? null : reader.Fates[one.Entry - 1];

    private static IResult Malformed(SnapshotFault? fault) =>
        ControlAnswer.Problem("snapshot_malformed", $"This is no whole snapshot in its one form ({fault}).", 400);
}
