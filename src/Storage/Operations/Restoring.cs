using LiteDB;
using SecureDrop.Formats.Backups;
using SecureDrop.Formats.Texts;
using SecureDrop.Storage.Engine;
using SecureDrop.Storage.Records;

namespace SecureDrop.Storage.Operations;

/// <summary>
/// Puts a backup into an empty vault, in as many transactions as it takes. From the first to the last the state says so, so that whatever cuts it short leaves a vault
/// that serves nobody, and the next restore clears it and begins again.
/// </summary>
internal static class Restoring
{
    /// <summary>Of whole ciphertexts, in one transaction that deletes: the engine holds them in memory.</summary>
    private const int Blocks = 4;

    public static VaultRefusal? Judge(Contents contents) =>
        !contents.State.IsRestoring && (contents.Register.Count > 0 || contents.State.LastEntry > 0 || contents.State.LastBundle is not null)
            ? VaultRefusal.VaultNotEmpty : null;

    /// <summary>What may be there is the rest of a restore, or a keyring that was installed.</summary>
    public static void Begin(Contents contents)
    {
        var state = contents.State;
        contents.Commit(() => state.IsRestoring = true);
        contents.IsStaging = false;
        Staging.Discard(contents);
        var sheets = contents.Register.Sheets;
        contents.Register.Clear();
        // The last first: a start in between counts the sheets from the first on.
        Drop(contents, Collections.Records, sheets, Contents.Stretch, _ => { });
        Drop(contents, Collections.Blocks, state.LastBlock, Blocks, left => state.LastBlock = left);
        foreach (var small in (string[])[Collections.Ledger, Collections.Bundles, Collections.Keyring])
        {
            foreach (var ids in contents.Store.FindAll(small).ConvertAll(document => document[Collections.Id]).Chunk(Contents.Stretch))
                contents.CommitStretch(() => contents.Store.Delete(small, ids));
        }

        contents.Commit(() =>
        {
            (state.Waiting, state.TakenOut, state.Opened, state.Purged, state.LastEntry, state.LastBlock) = (0, 0, 0, 0, 0, 0);
            (state.LastBundle, state.Pending, state.BackedUp, state.Canary, state.ExportedOn, state.AcknowledgedOn) = (null, null, null, null, null, null);
        });
        contents.Store.Checkpoint();
    }

    /// <summary>The ledger's next lines; with the first of them begins the ledger's own chain.</summary>
    public static void AddLines(Contents contents, LedgerId ledger, IReadOnlyList<LedgerLine> lines) => contents.CommitStretch(() =>
    {
        if (lines[0].Number == 1) (contents.State.Ledger, contents.State.Head) = (ledger, LedgerHead.Start(ledger));
        foreach (var line in lines) contents.Append(line);
    });

    /// <summary>Submissions as the backup knows them, each with its ciphertext unless that is purged.</summary>
    public static void Add(Contents contents, IReadOnlyList<(SnapshotSubmission Known, EntryFate? Fate, Prepared? Ciphertext)> stretch) => contents.CommitStretch(() =>
    {
        foreach (var (known, fate, ciphertext) in stretch)
        {
            var record = new Submission(known.Hash, known.Octets, known.Day, known.Late, StateOf(fate), known.Entry, FirstBlock: 0, BlockCount: 0, known.OpenedBy);
            if (ciphertext is not null) ciphertext.PutIn(contents, record);
            else contents.Register.Add(record);
        }
    });

    /// <summary>The last transaction: from it on the vault serves.</summary>
    public static void Finish(Contents contents, SnapshotHead head)
    {
        var (state, snapshot) = (contents.State, head.Snapshot);
        contents.Commit(() =>
        {
            if (head.Ledger.Lines.Count == 0) (state.Ledger, state.Head) = (snapshot.Ledger, LedgerHead.Start(snapshot.Ledger));
            foreach (var one in snapshot.Bundles)
            {
                state.LastBundle = new Bundle(one.Number, one.TagManifest, one.Head, one.LastEntry);
                contents.Store.Insert(Collections.Bundles, new BsonDocument
                {
                    [Collections.Id] = one.Number,
                    [Collections.Wrapped] = contents.Wrap.Bundle.Protect(state.LastBundle.Write()),
                });
            }

            contents.Store.Insert(Collections.Keyring, contents.KeyringDocument(head.Keyring));
            if (head.Kit is { } kit) contents.Store.Insert(Collections.Keyring, contents.KitDocument(kit));
            state.LastEntry = head.Ledger.Lines.Count(line => line.Event == LedgerEvent.Stored);
            state.Purged = head.Ledger.Lines.Count(line => line.Event is LedgerEvent.Purged or LedgerEvent.Forced);
            (state.ExportedOn, state.AcknowledgedOn) = (snapshot.ExportedOn, snapshot.AcknowledgedOn);
            if (snapshot.Day > state.LedgerDay) state.LedgerDay = snapshot.Day;
            state.IsRestoring = false;
        });
        contents.Store.Checkpoint();
    }

    private static SubmissionState StateOf(EntryFate? fate) => fate?.Last switch
    {
        LedgerEvent.Acknowledged => SubmissionState.Opened,
        LedgerEvent.Exported => SubmissionState.TakenOut,
        _ => SubmissionState.Waiting,
    };

    private static void Drop(Contents contents, string collection, long last, int most, Action<long> left)
    {
        for (long from; last > 0; last = from)
        {
            from = Math.Max(0, last - most);
            List<BsonValue> ids = [.. Enumerable.Range(1, (int)(last - from)).Select(at => new BsonValue(from + at))];
            contents.CommitStretch(() =>
            {
                contents.Store.Delete(collection, ids);
                left(from);
            });
        }
    }
}
