using SecureDrop.Formats;
using SecureDrop.Storage.AtRest;
using SecureDrop.Storage.Operations;
using SecureDrop.Storage.Writing;

namespace SecureDrop.Storage;

/// <summary>The vault as a whole: read out for a backup while sources go on sending, or put back from one.</summary>
public sealed class VaultBackups : IDisposable
{
    private readonly Writer _writer;
    private readonly Wrap _wrap;
    private readonly Func<ReadOnlyMemory<byte>, Sha256Hash, Prepared> _prepare;
    private readonly Action _close;
    private readonly Action<Contents> _follow;
    private readonly SemaphoreSlim _restore = new(1);
    private int _snapshots;

    /// <param name="writer">The thread that owns the engine.</param>
    /// <param name="wrap">Opens what is stored.</param>
    /// <param name="prepare">Wraps what is put back.</param>
    /// <param name="close">Told on that thread when a restore is about to begin.</param>
    /// <param name="follow">Told on that thread when one has ended.</param>
    internal VaultBackups(Writer writer, Wrap wrap, Func<ReadOnlyMemory<byte>, Sha256Hash, Prepared> prepare, Action close, Action<Contents> follow) =>
        (_writer, _wrap, _prepare, _close, _follow) = (writer, wrap, prepare, close, follow);

    /// <summary>A snapshot is being read out: nothing may be purged.</summary>
    internal bool IsRead => Volatile.Read(ref _snapshots) > 0;

    /// <summary>
    /// The vault as it is at this moment, to be read out while sources go on sending. Until it is disposed nothing is purged. Null before the first keyring.
    /// </summary>
    /// <exception cref="VaultUnavailableException">A restore has not ended.</exception>
    public async Task<VaultSnapshot?> TakeSnapshotAsync()
    {
        Interlocked.Increment(ref _snapshots);
        var snapshot = new VaultSnapshot(_writer, _wrap, () => Interlocked.Decrement(ref _snapshots));
        try
        {
            if (await snapshot.TakeAsync().ConfigureAwait(false)) return snapshot;
        }
        catch
        {
            snapshot.Dispose();
            throw;
        }

        snapshot.Dispose();
        return null;
    }

    /// <summary>
    /// Begins to put a backup into this vault, which must hold nothing; what a restore that was cut short has left is cleared away. Null, and why, when it is not begun.
    /// </summary>
    public async Task<(VaultRestore? Restore, VaultRefusal? Refusal)> BeginRestoreAsync()
    {
        if (!_restore.Wait(0, CancellationToken.None)) return (null, VaultRefusal.RestoreRunning);
        VaultRestore? begun = null;
        try
        {
            var refusal = await _writer.AskAsync(WorkKind.Alone, contents =>
            {
                if (Restoring.Judge(contents) is { } why) return why;
                _close(); // before anything of it is durable
                Restoring.Begin(contents);
                return (VaultRefusal?)null;
            }).ConfigureAwait(false);
            if (refusal is null) begun = new VaultRestore(_writer, _prepare, _follow, () => _restore.Release());
            return (begun, refusal);
        }
        finally
        {
            if (begun is null) _restore.Release();
        }
    }

    public void Dispose() => _restore.Dispose();
}
