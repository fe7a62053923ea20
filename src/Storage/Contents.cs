using System.Text;
using LiteDB;
using SecureDrop.Formats;
using SecureDrop.Formats.Texts;
using SecureDrop.Storage.AtRest;
using SecureDrop.Storage.Engine;
using SecureDrop.Storage.Records;

namespace SecureDrop.Storage;

/// <summary>What an open vault holds, on the writer thread. Made anew when the vault opens again after a full disk.</summary>
internal sealed class Contents(Store store, Wrap wrap, VaultState state, VaultClock clock)
{
    /// <summary>How many submissions one transaction changes at most: bounds the memory of the engine and of <see cref="Register"/>.</summary>
    public const int Stretch = 500;

    private const int StateId = 1, KeyringId = 1, KitId = 2;

    public Store Store => store;
    public Wrap Wrap => wrap;
    public VaultState State => state;
    public VaultClock Clock => clock;
    public Register Register { get; } = new(store, wrap.Record);

    /// <summary>What the state has as staged is being written now; otherwise it is the rest of something that was cut short.</summary>
    public bool IsStaging { get; set; }

    /// <summary>Runs the work and writes the counters, as one durable transaction.</summary>
    public void Commit(Action work) => store.Commit(() =>
    {
        work();
        WriteOut();
    });

    /// <summary>One of as many as there are entries: bounds the log between them. Only in work that is run alone, since nobody may flush meanwhile.</summary>
    public void CommitStretch(Action work)
    {
        Commit(work);
        if (store.IsLogFull) store.CheckpointInPlace();
    }

    /// <summary><see cref="Commit"/>, not durable yet: <see cref="Store.CommitWritten"/>.</summary>
    public void CommitWritten(Action work) => store.CommitWritten(() =>
    {
        work();
        WriteOut();
    });

    /// <summary>The same for work that tells whether it changed anything.</summary>
    public void CommitWritten(Func<bool> work) => store.CommitWritten(() =>
    {
        if (work()) WriteOut();
    });

    /// <summary>The first transaction of a new vault.</summary>
    public void Begin() => store.Commit(() => store.Insert(Collections.State, StateDocument()));

    /// <summary>The state that a vault holds.</summary>
    public static VaultState ReadState(Store store, Wrap wrap)
    {
        var document = store.Find(Collections.State, StateId) ?? throw new VaultUnavailableException(VaultTrouble.Damaged);
        return VaultState.Read(wrap.State.Unprotect(document[Collections.Wrapped].AsBinary));
    }

    /// <summary>Follows the calendar, once a day.</summary>
    public void FollowDay()
    {
        if (clock.Suspect || state.SeenDay == clock.Today) return;
        clock.Believe();
        Commit(() => state.SeenDay = clock.Today);
    }

    /// <summary>Today, but never before a day that the ledger has.</summary>
    public DateOnly Day => state.LedgerDay = clock.Today > state.LedgerDay ? clock.Today : state.LedgerDay;

    /// <summary>Appends a line, inside a transaction.</summary>
    public void Append(LedgerEvent what, int entry, Sha256Hash hash, string? reason = null)
    {
        Append(new LedgerLine(state.Head.Number + 1, what, Day, entry, hash, reason));
    }

    /// <summary>The same of a line that was written elsewhere, with the next number.</summary>
    public void Append(LedgerLine line)
    {
        state.Head = state.Head.After(line);
        byte[] octets = [.. state.Head.Head.ToArray(), .. Encoding.UTF8.GetBytes(line.ToString())];
        store.Insert(Collections.Ledger, new BsonDocument { [Collections.Id] = line.Number, [Collections.Wrapped] = wrap.Line.Protect(octets) });
    }

    /// <summary>A line, and the head after it.</summary>
    public (LedgerLine Line, LedgerHead Head) ReadLine(BsonDocument document)
    {
        var octets = wrap.Line.Unprotect(document[Collections.Wrapped].AsBinary);
        if (!LedgerLine.TryParse(Encoding.UTF8.GetString(octets.AsSpan(Sha256Hash.Size)), out var line, out _))
            throw new VaultUnavailableException(VaultTrouble.Damaged);
        return (line, new LedgerHead(line.Number, new Sha256Hash(octets.AsSpan(0, Sha256Hash.Size))));
    }

    public void InsertBlock(long place, byte[] wrapped) =>
        store.Insert(Collections.Blocks, new BsonDocument { [Collections.Id] = place, [Collections.Wrapped] = wrapped });

    /// <summary>A submission that has just come, its blocks inserted.</summary>
    public void AddNew(Submission record)
    {
        Register.Add(record);
        state.Count(record.State, 1);
        state.Stored = state.Stored.With(clock.Today, record.Octets);
    }

    public byte[]? ReadKeyring() =>
        store.Find(Collections.Keyring, KeyringId) is { } document ? wrap.Keyring.Unprotect(document[Collections.Wrapped].AsBinary) : null;

    public void InstallKeyring(byte[] signedFrame, Sha256Hash text) => Put(KeyringDocument(signedFrame), () => Append(LedgerEvent.Keyring, 0, text));

    public byte[]? ReadKit() =>
        store.Find(Collections.Keyring, KitId) is { } document ? wrap.Kit.Unprotect(document[Collections.Wrapped].AsBinary) : null;

    public void KeepKit(byte[] words) => Put(KitDocument(words), () => { });

    /// <summary>As the collection keeps it.</summary>
    public BsonDocument KeyringDocument(byte[] signedFrame) => new() { [Collections.Id] = KeyringId, [Collections.Wrapped] = wrap.Keyring.Protect(signedFrame) };

    public BsonDocument KitDocument(byte[] words) => new() { [Collections.Id] = KitId, [Collections.Wrapped] = wrap.Kit.Protect(words) };

    private void Put(BsonDocument document, Action beside)
    {
        var isFirst = store.Find(Collections.Keyring, document[Collections.Id]) is null;
        Commit(() =>
        {
            if (isFirst) store.Insert(Collections.Keyring, document);
            else store.Update(Collections.Keyring, document);
            beside();
        });
    }

    private void WriteOut()
    {
        Register.WriteOut();
        store.Update(Collections.State, StateDocument());
    }

    private BsonDocument StateDocument() => new() { [Collections.Id] = StateId, [Collections.Wrapped] = wrap.State.Protect(state.Write()) };
}
