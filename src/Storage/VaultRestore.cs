using SecureDrop.Formats;
using SecureDrop.Formats.Backups;
using SecureDrop.Storage.Operations;
using SecureDrop.Storage.Writing;

namespace SecureDrop.Storage;

/// <summary>A restore under way. Disposed before it has finished, it leaves a vault that serves nobody until the next one finishes.</summary>
public sealed class VaultRestore : IDisposable
{
    private const long StretchOctets = 8 << 20;
    private readonly Writer _writer;
    private readonly Func<ReadOnlyMemory<byte>, Sha256Hash, Prepared> _wrap;
    private readonly Action<Contents> _follow;
    private readonly Action _done;
    private readonly List<(SnapshotSubmission, EntryFate?, Prepared?)> _stretch = [];
    private long _octets;
    private bool _disposed;

    internal VaultRestore(Writer writer, Func<ReadOnlyMemory<byte>, Sha256Hash, Prepared> wrap, Action<Contents> follow, Action done) =>
        (_writer, _wrap, _follow, _done) = (writer, wrap, follow, done);

    /// <summary>The ledger, in stretches.</summary>
    public async Task AddLedgerAsync(SnapshotHead head)
    {
        foreach (var lines in head.Ledger.Lines.Chunk(Contents.Stretch)) await DoAsync(contents => Restoring.AddLines(contents, head.Ledger.Id, lines)).ConfigureAwait(false);
    }

    /// <summary>The next submission of the snapshot.</summary>
    /// <param name="known">What is known of it.</param>
    /// <param name="fate">What the ledger says; null without an entry.</param>
    /// <param name="ciphertext">Null when it was purged.</param>
    public async Task AddAsync(SnapshotSubmission known, EntryFate? fate, ReadOnlyMemory<byte>? ciphertext)
    {
        _stretch.Add((known, fate, ciphertext is { } octets ? _wrap(octets, known.Hash) : null));
        _octets += ciphertext?.Length ?? 0;
        if (_stretch.Count >= Contents.Stretch || _octets >= StretchOctets) await WriteAsync().ConfigureAwait(false);
    }

    /// <summary>When this returns, the vault serves as the one that was backed up did.</summary>
    public async Task FinishAsync(SnapshotHead head)
    {
        await WriteAsync().ConfigureAwait(false);
        await DoAsync(contents =>
        {
            Restoring.Finish(contents, head);
            _follow(contents);
        }).ConfigureAwait(false);
    }

    public void Dispose()
    {
        if (_disposed) return;
        _disposed = true;
        _done();
    }

    private async Task WriteAsync()
    {
        if (_stretch.Count == 0) return;
        var stretch = _stretch.ToArray();
        _stretch.Clear();
        _octets = 0;
        await DoAsync(contents => Restoring.Add(contents, stretch)).ConfigureAwait(false);
    }

    private Task<bool> DoAsync(Action<Contents> work) => _writer.AskAsync(WorkKind.Alone, contents =>
    {
        work(contents);
        return true;
    });
}
