using SecureDrop.Formats.Backups;
using SecureDrop.Formats.Texts;
using SecureDrop.Storage.AtRest;
using SecureDrop.Storage.Operations;
using SecureDrop.Storage.Writing;

namespace SecureDrop.Storage;

/// <summary>The vault as it was at one moment. Dispose it when it is read out: a purge waits for that.</summary>
public sealed class VaultSnapshot : IDisposable
{
    private readonly Writer _writer;
    private readonly Wrap _wrap;
    private readonly Action _done;
    private Snapshotting.Moment? _moment;
    private bool _disposed;

    internal VaultSnapshot(Writer writer, Wrap wrap, Action done) => (_writer, _wrap, _done) = (writer, wrap, done);

    /// <summary>How many submissions had ever come in.</summary>
    public int Arrivals => Now.Arrivals;

    private Snapshotting.Moment Now => _moment ?? throw new InvalidOperationException("Not taken.");

    /// <summary>False before the first keyring.</summary>
    internal async Task<bool> TakeAsync()
    {
        var (isRestoring, moment) = await _writer.AskAsync(
            WorkKind.Read, contents => contents.State.IsRestoring ? (true, null) : (false, Snapshotting.Take(contents))).ConfigureAwait(false);
        if (isRestoring) throw new VaultUnavailableException(VaultTrouble.Restoring);
        _moment = moment;
        return moment is not null;
    }

    /// <summary>All but the ciphertexts; the ledger is read in pieces.</summary>
    public async Task<SnapshotHead> ReadHeadAsync()
    {
        var (moment, lines) = (Now, new List<LedgerLine>());
        while (lines.Count < moment.Head.Number)
        {
            var piece = await _writer.AskAsync(
                WorkKind.Read, contents => Snapshotting.LinesAfter(contents, lines.Count, moment.Head.Number)).ConfigureAwait(false);
            if (piece.Count == 0) throw new VaultUnavailableException(VaultTrouble.Damaged);
            lines.AddRange(piece);
        }

        var start = LedgerHead.Start(moment.Snapshot.Ledger);
        return new SnapshotHead(moment.Snapshot, new LedgerText(moment.Snapshot.Ledger, start, lines), moment.Keyring, moment.Kit);
    }

    /// <summary>A ciphertext that was held then; null when it cannot be read, or is not as it was stored.</summary>
    public async Task<byte[]?> ReadAsync(SnapshotSubmission submission)
    {
        if (!Now.Held.TryGetValue(submission.Hash, out var held)) return null;
        var blocks = await _writer.AskAsync(WorkKind.Read, contents => Reading.Blocks(contents, held)).ConfigureAwait(false);
        return blocks is null ? null : Reading.Open(_wrap, submission.Hash, blocks);
    }

    public void Dispose()
    {
        if (_disposed) return;
        _disposed = true;
        _done();
    }
}
