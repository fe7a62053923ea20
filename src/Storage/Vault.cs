using System.Buffers;
using SecureDrop.Formats;
using SecureDrop.Formats.OpenPgp;
using SecureDrop.Formats.Texts;
using SecureDrop.Storage.AtRest;
using SecureDrop.Storage.Files;
using SecureDrop.Storage.Operations;
using SecureDrop.Storage.Records;
using SecureDrop.Storage.Writing;

namespace SecureDrop.Storage;

/// <summary>The vault (DESIGN.md): what is answered here is durable, and held by this process alone until it is disposed.</summary>
public sealed class Vault : IAsyncDisposable
{
    private readonly VaultOptions _options;
    private readonly Hold _hold;
    private readonly Wrap _wrap;
    private readonly Writer _writer;
    private readonly Ballast _ballast;
    private readonly Space _space;
    private readonly Storing _storing;
    private readonly VaultDirectory _directory;
    private readonly Identity _identity;
    private readonly Ring _ring;
    private Contents? _contents;
    private VaultClock _clock;
    private volatile byte[]? _keyring;
    private volatile byte[]? _kit;
    private volatile DayOctets _stored = new(default, 0);

    private Vault(VaultOptions options, VaultDirectory directory, Hold hold)
    {
        (_options, _directory, _hold) = (options, directory, hold);
        var today = DateOnly.FromDateTime(options.Time.GetUtcNow().UtcDateTime);
        _identity = directory.Prepare(today);
        _clock = new VaultClock(options.Time, today);
        _space = new Space(options);
        _ballast = new Ballast(Path.GetFullPath(options.Directory), options.BallastOctets);
        _ring = new Ring(new KeySeal(options.AtRestKey, _identity.Octets), AddToRing);
        _wrap = new Wrap(_ring);
        _writer = new Writer(new Opening(OpenContents, _ballast), options);
        _storing = new Storing(_writer, options.BlockOctets, contents => _stored = contents.State.Stored);
        Scan = new VaultScan(_writer, _wrap);
        Backups = new VaultBackups(_writer, _wrap, Wrapped, CloseForRestore, FollowRestored);
    }

    /// <summary>Opens or makes the vault; recovery has run, all collections are there, and the last durable state is what is answered from.</summary>
    /// <exception cref="VaultUnavailableException">In use, of a newer version, not one vault, not this key, damaged, full or failing.</exception>
    public static Vault Open(VaultOptions options)
    {
        var directory = new VaultDirectory(options);
        Hold? hold = null;
        Vault? vault = null;
        try
        {
            directory.RefuseNewer();
            directory.Make();
            hold = Hold.Take(Path.GetFullPath(options.Directory));
            vault = new Vault(options, directory, hold);
            vault._writer.Start();
            vault._ballast.TryMake();
            return vault;
        }
        catch (Exception error)
        {
            vault?._writer.Close(); // it may have opened the files a moment later, when there was room again
            vault?.Release();
            hold?.Dispose();
            if (error is IOException or UnauthorizedAccessException) throw new VaultUnavailableException(FirstFault.Judge(error), error);
            throw;
        }
    }

    /// <summary>Completes when the vault stops answering by itself, with the reason. The process must then end.</summary>
    public Task<VaultTrouble> Stopped => _writer.Stopped;

    /// <summary>The clock has jumped by more than 30 days: intake must stay closed until <see cref="ConfirmClockAsync"/> or until it is set right.</summary>
    public bool ClockSuspect => _clock.Suspect;

    /// <summary>Whether what is stored is still there, and as it was.</summary>
    public VaultScan Scan { get; }

    /// <summary>Reads the vault out whole, and puts one back.</summary>
    public VaultBackups Backups { get; }

    /// <summary>The keyring installed last, as its whole signed frame; null before the first.</summary>
    public byte[]? SignedKeyring => _keyring?.ToArray();

    /// <summary>What the operator said last about the offline kit; null before the first time.</summary>
    public byte[]? SignedKit => _kit?.ToArray();

    public LedgerId Ledger { get; private set; }

    /// <summary>A restore was begun and has not ended: intake must stay closed.</summary>
    public bool IsRestoring { get; private set; }

    /// <summary>Whether a body of this length can be stored now. Ask before a body is read.</summary>
    public bool HasRoomFor(long octets) =>
        _space.HasRoomFor(octets, _ballast.Here ? 0 : _ballast.Octets) && _ballast.TryMake();

    /// <summary>Octets of the ciphertexts stored today, by the vault's day; counted on through restarts.</summary>
    public long StoredToday => _stored.On(_clock.Today);

    /// <summary>The vault's day: today, or the day last known while the clock is not believed.</summary>
    public DateOnly Today => _clock.Today;

    /// <summary>Free octets on its volume; 0 when the volume does not say.</summary>
    public long FreeOctets => _space.Free;

    /// <summary>Stores a message, unless its ciphertext is known. The octets are used until the task ends; the caller disposes the message.</summary>
    /// <exception cref="VaultUnavailableException">Nothing is promised: <see cref="VaultTrouble.StorageFull"/> passes, others do not.</exception>
    public Task<Stored> StoreAsync(EncryptedMessage message, bool late, CancellationToken cancellation = default) =>
        StoreAsync(message.Octets, message.Hash, late, cancellation);

    internal async Task<Stored> StoreAsync(ReadOnlySequence<byte> octets, Sha256Hash hash, bool late, CancellationToken cancellation = default)
    {
        if (!HasRoomFor(octets.Length)) throw new VaultUnavailableException(VaultTrouble.StorageFull);
        return await _storing.StoreAsync(
            octets.Length, () => new Prepared(octets, hash, late, _clock.Today, _options.BlockOctets, _wrap), cancellation).ConfigureAwait(false)
            ?? throw new VaultUnavailableException(IsRestoring ? VaultTrouble.Restoring : VaultTrouble.StorageFull);
    }

    /// <summary>Two ciphertexts with one receipt answer the less advanced state.</summary>
    /// <exception cref="VaultUnavailableException">While a restore has not ended, nobody is to hear "unknown".</exception>
    public async Task<SubmissionState> LookUpAsync(Receipt receipt) => await _writer.AskAsync(
        WorkKind.Read, contents => contents.State.IsRestoring ? (SubmissionState?)null : contents.Register.StateOf(receipt)).ConfigureAwait(false)
        ?? throw new VaultUnavailableException(VaultTrouble.Restoring);

    /// <summary>
    /// Gives entries to what is new and plans the next bundle. An export that was not finished is planned again, the same while
    /// the ledger is the same.
    /// </summary>
    /// <param name="from">Null: since the last finished bundle. Otherwise everything not purged since that entry; 1 begins at line 1.</param>
    public Task<(ExportPlan? Plan, VaultRefusal? Refusal)> BeginExportAsync(int? from) =>
        ChangeAsync(contents => Exporting.Begin(contents, from));

    /// <summary>The ciphertext of an entry. A damaged one is refused by name, and the others can still be read.</summary>
    public async Task<ItemRead> ReadAsync(int entry)
    {
        var (hash, blocks, refusal) = await _writer.AskAsync(WorkKind.Read, contents => Reading.Blocks(contents, entry)).ConfigureAwait(false);
        if (refusal is not null) return new ItemRead(null, refusal);
        return Reading.Open(_wrap, hash, blocks) is { } octets ? new ItemRead(octets, null) : new ItemRead(null, VaultRefusal.EntryDamaged);
    }

    /// <summary>The bundle is safe: appends the exported lines. Null when done, also when it was done before.</summary>
    /// <param name="bundle">The plan's number.</param>
    /// <param name="tagManifest">SHA-256 of the bundle's tagmanifest-sha256.txt.</param>
    /// <param name="head">The head after the plan's last line.</param>
    public Task<VaultRefusal?> FinishExportAsync(int bundle, Sha256Hash tagManifest, LedgerHead head) =>
        ChangeAsync(contents => Exporting.Finish(contents, bundle, tagManifest, head));

    /// <param name="acknowledgement">Its signature has been verified by the operator's program.</param>
    /// <param name="signer">Primary fingerprint of a live reviewer: the caller has asked the keyring.</param>
    public Task<Acknowledged> AcknowledgeAsync(Acknowledgement acknowledgement, Fingerprint signer) =>
        ChangeAsync(contents => Acknowledging.Take(contents, acknowledgement, signer));

    /// <summary>Purges what every holder has acknowledged as opened. Without any holder nothing is purged.</summary>
    /// <param name="holders">All holders of the keyring in force.</param>
    public Task<Purged> PurgeAsync(IReadOnlyCollection<Fingerprint> holders) =>
        PurgeAsync(contents => Purging.Opened(contents, holders, _options.TestOnlyWeakness.HasFlag(TestOnlyWeakness.NoCheckpointAfterPurge)));

    /// <summary>Purges these entries whoever has seen them. They are not known afterwards; the ledger keeps the reason.</summary>
    public Task<Purged> PurgeForcedAsync(IReadOnlyCollection<int> entries, string reason) =>
        PurgeAsync(contents => Purging.Forced(contents, entries, reason));

    public Task<VaultStatus> StatusAsync() => _writer.AskAsync(WorkKind.Read, contents =>
    {
        var state = contents.State;
        return new VaultStatus(
            state.Ledger, state.Waiting, state.TakenOut, state.Opened, state.Purged, contents.Store.FileOctets, state.LastBundle?.Number ?? 0, state.Head)
        {
            WaitingSince = contents.Register.WaitingSince,
            ExportedOn = state.ExportedOn,
            AcknowledgedOn = state.AcknowledgedOn,
            LedgerDay = state.LedgerDay,
            BackedUp = state.BackedUp,
            SinceBackup = contents.Register.Count - (state.BackedUp?.Arrivals ?? 0),
            Canary = state.Canary,
            CanaryState = state.Canary is { } canary ? contents.Register.StateOf(canary.Receipt) : SubmissionState.Unknown,
        };
    });

    /// <summary>The backup made from a snapshot is safe. Null when that is noted.</summary>
    public Task<VaultRefusal?> BackedUpAsync(LedgerHead head, int arrivals) => ChangeAsync(contents => Snapshotting.Note(contents, head, arrivals));

    /// <summary>The operator has sent a canary, which takes the place of the one before. Null when that is noted.</summary>
    public Task<VaultRefusal?> NoteCanaryAsync(Receipt receipt) => ChangeAsync(contents =>
    {
        // What another gateway took must not pass for a sign of life of this one.
        if (contents.Register.StateOf(receipt) == SubmissionState.Unknown) return VaultRefusal.ReceiptUnknown;
        contents.Commit(() => contents.State.Canary = new Canary(contents.Day, receipt));
        return (VaultRefusal?)null;
    });

    /// <summary>Keeps a keyring that the caller has judged, and writes its ledger line.</summary>
    /// <param name="signedFrame">The whole clear-signed text.</param>
    /// <param name="text">SHA-256 of the signed text itself.</param>
    public Task InstallKeyringAsync(byte[] signedFrame, Sha256Hash text)
    {
        var frame = signedFrame.ToArray();
        return ChangeAsync(contents =>
        {
            contents.InstallKeyring(frame, text);
            _keyring = frame;
            return true;
        });
    }

    /// <summary>Keeps what the operator says about the offline kit; the caller has judged it. The ledger tells of keyrings, and the kit follows from one.</summary>
    public Task KeepKitAsync(byte[] words)
    {
        var kept = words.ToArray();
        return ChangeAsync(contents =>
        {
            contents.KeepKit(kept);
            _kit = kept;
            return true;
        });
    }

    /// <summary>
    /// Seals the key ring with another at-rest key; what is stored stays as it is. When this is answered, no file holds an octet that the
    /// key before opens. Asked again with the same key it is done already. Null when done.
    /// </summary>
    /// <param name="now">The key that opens the ring: whoever does not know it changes nothing.</param>
    /// <param name="next">The key that is to. Both are copied, the caller may wipe them when this returns.</param>
    public Task<VaultRefusal?> ResealAsync(ReadOnlySpan<byte> now, ReadOnlySpan<byte> next)
    {
        var (before, after) = (new KeySeal(now, _identity.Octets), new KeySeal(next, _identity.Octets));
        return _writer.AskAsync(WorkKind.Alone, contents =>
        {
            using (before)
            {
                if (Resealing.Commit(contents.Store, before, after) is { } refusal)
                {
                    after.Dispose();
                    return refusal;
                }
            }

            _ring.Follow(after); // what is durable is sealed with it, whatever becomes of the checkpoint
            if (!_options.TestOnlyWeakness.HasFlag(TestOnlyWeakness.NoCheckpointAfterReseal)) contents.Store.Checkpoint();
            return (VaultRefusal?)null;
        });
    }

    /// <summary>The operator says that the clock is right.</summary>
    public Task ConfirmClockAsync() => _writer.AskAsync(WorkKind.Alone, contents =>
    {
        contents.Clock.Believe();
        contents.Commit(() => contents.State.SeenDay = contents.Clock.Today);
        return true;
    });

    /// <summary>Answers what was asked, closes the engine in order and gives the hold back.</summary>
    public async ValueTask DisposeAsync()
    {
        await Task.Run(_writer.Close).ConfigureAwait(false);
        Release();
    }

    private Contents OpenContents(long? knownDurable)
    {
        var store = _directory.OpenStore(_identity, knownDurable);
        try
        {
            _ring.Load(store.ReadRing());
            var state = Contents.ReadState(store, _wrap);
            if (!state.Vault.AsSpan().SequenceEqual(_identity.Octets)) throw new VaultUnavailableException(VaultTrouble.VaultIdentity);
            if (_contents is null) _clock = new VaultClock(_options.Time, state.SeenDay);
            _contents = new Contents(store, _wrap, state, _clock);
            (IsRestoring, Ledger, _stored) = (state.IsRestoring, state.Ledger, state.Stored);
            (_keyring, _kit) = IsRestoring ? (null, null) : (_contents.ReadKeyring(), _contents.ReadKit());
            return _contents;
        }
        catch (Exception error)
        {
            var trouble = FirstFault.Judge(store.FirstError ?? error);
            store.Abandon();
            throw new VaultUnavailableException(trouble, error);
        }
    }

    /// <summary>Work that changes what the vault holds, or tells it what has become of that: never of half a restore.</summary>
    private async Task<T> ChangeAsync<T>(Func<Contents, T> change)
    {
        var done = await _writer.AskAsync(WorkKind.Alone, contents => contents.State.IsRestoring ? Array.Empty<T>() : [change(contents)]).ConfigureAwait(false);
        return done is [var changed] ? changed : throw new VaultUnavailableException(VaultTrouble.Restoring);
    }

    private async Task<Purged> PurgeAsync(Func<Contents, Purged> purge) =>
        await ChangeAsync(contents => Backups.IsRead ? Purging.Refused(VaultRefusal.SnapshotRunning) : purge(contents)).ConfigureAwait(false);

    private Prepared Wrapped(ReadOnlyMemory<byte> octets, Sha256Hash hash) =>
        HasRoomFor(octets.Length)
            ? new Prepared(new ReadOnlySequence<byte>(octets), hash, late: false, _clock.Today, _options.BlockOctets, _wrap)
            : throw new VaultUnavailableException(VaultTrouble.StorageFull);

    private void CloseForRestore()
    {
        IsRestoring = true;
        (_keyring, _kit) = (null, null);
    }

    private void FollowRestored(Contents contents)
    {
        (Ledger, _keyring, _kit) = (contents.State.Ledger, contents.ReadKeyring(), contents.ReadKit());
        IsRestoring = false;
    }

    private void AddToRing(byte[] sealedElement)
    {
        if (_contents is { } contents) contents.Store.Commit(() => contents.Store.AddToRing(sealedElement));
    }

    private void Release()
    {
        _wrap.Dispose();
        _ring.Dispose();
        _hold.Dispose();
        Backups.Dispose();
    }
}
