using SecureDrop.Formats;
using SecureDrop.Formats.Backups;
using SecureDrop.Formats.Control;
using SecureDrop.Formats.Texts;
using SecureDrop.Storage;
using BackedUp = SecureDrop.Formats.Control.BackedUp;

namespace SecureDrop.Gateway.Control;

/// <summary>
/// POST /snapshot: the vault at one moment, as a tar (Formats/Backups); POST /backed-up: the operator's program has it sealed and safe. The ciphertexts leave as
/// reviewers would get them; what seals them once more for the way is no code of this program.
/// </summary>
internal sealed class BackupEndpoint(Vault vault)
{
    public async Task<IResult> SnapshotAsync(HttpRequest request)
    {
        var context = request.HttpContext;
        var stop = context.RequestAborted;
        using var snapshot = await vault.Backups.TakeSnapshotAsync();
        if (snapshot is null) return ControlAnswer.Problem("keyring_unavailable", "No keyring is installed, and a vault without one holds nothing.");
        var head = await snapshot.ReadHeadAsync();
        if (head.Judge(out var fates) is not null) return ControlAnswer.Problem("vault_damaged", "The vault's records and its ledger do not tell the same story.");
        context.Response.ContentType = "application/x-tar";
        context.Response.Headers[BackedUp.ArrivalsHeader] = $"{snapshot.Arrivals}";
        var tar = new SnapshotWriter(context.Response.Body);
        try
        {
            await tar.HeadAsync(head, stop);
            foreach (var submission in head.Kept(fates))
                if (await snapshot.ReadAsync(submission) is { } octets) await tar.ItemAsync(submission.Hash, octets, stop); // otherwise told at the other end
            await tar.EndAsync(stop);
        }
        catch (VaultUnavailableException)
        {
            context.Abort(); // an answer that has begun can only be cut, which its reader notices
        }

        return Results.Empty;
    }

    public async Task<IResult> DoneAsync(HttpRequest request)
    {
        var done = await request.ReadFromJsonAsync(ControlJson.Default.BackedUp);
        if (done is null || !Sha256Hash.TryParse(done.Head, out var head)) return ControlAnswer.Problem("malformed", "A hash is not 64 hexadecimal digits.", 400);
        return await vault.BackedUpAsync(new LedgerHead(done.Line, head), done.Arrivals) is { } refusal ? ControlAnswer.Problem(refusal) : Results.Ok();
    }
}
