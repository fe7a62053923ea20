using System.Security.Cryptography;
using LiteDB;
using SecureDrop.Formats;
using SecureDrop.Formats.Texts;

namespace SecureDrop.Storage.Records;

/// <summary>
/// The vault's counters and heads: one wrapped document, rewritten in the transaction that changes it. Read on the writer
/// thread only, and read anew when the vault opens again.
/// </summary>
internal sealed class VaultState
{
    public required byte[] Vault { get; init; }
    public required LedgerId Ledger { get; set; }

    /// <summary>The day when the vault last knew the clock to be right.</summary>
    public required DateOnly SeenDay { get; set; }

    /// <summary>Never runs backwards.</summary>
    public required DateOnly LedgerDay { get; set; }

    public required LedgerHead Head { get; set; }
    public int LastEntry { get; set; }
    public long LastBlock { get; set; }
    public int Waiting { get; set; }
    public int TakenOut { get; set; }
    public int Opened { get; set; }
    public int Purged { get; set; }
    public Bundle? LastBundle { get; set; }

    /// <summary>The ledger's day when a bundle was last finished; null before the first, and in a vault that has not finished one since it keeps this.</summary>
    public DateOnly? ExportedOn { get; set; }

    /// <summary>The same of an acknowledgement taken.</summary>
    public DateOnly? AcknowledgedOn { get; set; }

    /// <summary>Octets stored on one day; zero in a vault that has stored nothing since it keeps this.</summary>
    public DayOctets Stored { get; set; } = new(default, 0);

    public PendingExport? Pending { get; set; }

    public BackedUp? BackedUp { get; set; }

    public Canary? Canary { get; set; }

    /// <summary>A large message that was begun and is not whole.</summary>
    public Staged? Staged { get; set; }

    /// <summary>A restore was begun; what lies here is a part of it and counts for nothing.</summary>
    public bool IsRestoring { get; set; }

    public static VaultState New(byte[] vault, DateOnly day)
    {
        var ledger = new LedgerId(RandomNumberGenerator.GetBytes(LedgerId.Size));
        return new VaultState
        {
            Vault = vault,
            Ledger = ledger,
            SeenDay = day,
            LedgerDay = day,
            Head = LedgerHead.Start(ledger),
        };
    }

    /// <summary>Moves one submission between the counters.</summary>
    public void Count(SubmissionState state, int by)
    {
        if (state == SubmissionState.Waiting) Waiting += by;
        else if (state == SubmissionState.TakenOut) TakenOut += by;
        else if (state == SubmissionState.Opened) Opened += by;
    }

    public byte[] Write()
    {
        var document = new BsonDocument
        {
            ["vault"] = Vault,
            ["ledger"] = Ledger.ToString(),
            ["block"] = LastBlock,
            ["seen"] = SeenDay.DayNumber,
            ["day"] = LedgerDay.DayNumber,
            ["entry"] = LastEntry,
            ["waiting"] = Waiting,
            ["takenOut"] = TakenOut,
            ["opened"] = Opened,
            ["purged"] = Purged,
            ["storedOn"] = Stored.Day.DayNumber,
            ["stored"] = Stored.Octets,
        };
        WriteHead(document, "head", Head);
        if (LastBundle is { } bundle) document["bundle"] = bundle.Write();
        if (ExportedOn is { } exported) document["exportedOn"] = exported.DayNumber;
        if (AcknowledgedOn is { } acknowledged) document["acknowledgedOn"] = acknowledged.DayNumber;
        if (IsRestoring) document["restoring"] = true;
        if (Staged is { } staged)
        {
            document["staged"] = staged.First;
            document["stagedCount"] = staged.Count;
            document["stagedWritten"] = staged.Written;
        }

        if (BackedUp is { } backup)
        {
            document["backedUpOn"] = backup.Day.DayNumber;
            document["backedUpArrivals"] = backup.Arrivals;
            WriteHead(document, "backedUp", backup.Head);
        }

        if (Canary is { } canary)
        {
            document["canaryOn"] = canary.Day.DayNumber;
            document["canary"] = canary.Receipt.Digits;
        }

        if (Pending is { } pending)
        {
            document["from"] = pending.From ?? 0;
            document["first"] = pending.FirstEntry;
            document["last"] = pending.LastEntry;
            WriteHead(document, "pendingAfter", pending.After);
            WriteHead(document, "pendingHead", pending.Head);
        }

        return BsonSerializer.Serialize(document);
    }

    public static VaultState Read(byte[] octets)
    {
        var document = BsonSerializer.Deserialize(octets);
        if (!LedgerId.TryParse(document["ledger"].AsString, out var ledger)) throw new VaultUnavailableException(VaultTrouble.Damaged);
        return new VaultState
        {
            Vault = document["vault"].AsBinary,
            Ledger = ledger,
            LastBlock = document["block"].AsInt64,
            SeenDay = DateOnly.FromDayNumber(document["seen"].AsInt32),
            LedgerDay = DateOnly.FromDayNumber(document["day"].AsInt32),
            Head = ReadHead(document, "head"),
            LastEntry = document["entry"].AsInt32,
            Waiting = document["waiting"].AsInt32,
            TakenOut = document["takenOut"].AsInt32,
            Opened = document["opened"].AsInt32,
            Purged = document["purged"].AsInt32,
            LastBundle = document.TryGetValue("bundle", out var bundle) ? Bundle.Read(bundle.AsBinary) : null,
            ExportedOn = ReadDay(document, "exportedOn"),
            AcknowledgedOn = ReadDay(document, "acknowledgedOn"),
            Stored = ReadDay(document, "storedOn") is { } stored ? new DayOctets(stored, document["stored"].AsInt64) : new(default, 0),
            IsRestoring = document.ContainsKey("restoring"),
            BackedUp = ReadDay(document, "backedUpOn") is { } backedUpOn
                ? new BackedUp(backedUpOn, ReadHead(document, "backedUp"), document["backedUpArrivals"].AsInt32) : null,
            Canary = ReadDay(document, "canaryOn") is { } canaryOn && Receipt.TryParse(document["canary"].AsString, out var canary) ? new Canary(canaryOn, canary) : null,
            Staged = document.TryGetValue("staged", out var staged)
                ? new Staged(staged.AsInt64, document["stagedCount"].AsInt32, document["stagedWritten"].AsInt32) : null,
            Pending = !document.TryGetValue("from", out var from) ? null : new PendingExport(
                from.AsInt32 == 0 ? null : from.AsInt32,
                ReadHead(document, "pendingAfter"),
                ReadHead(document, "pendingHead"),
                document["first"].AsInt32,
                document["last"].AsInt32),
        };
    }

    private static void WriteHead(BsonDocument document, string name, LedgerHead head)
    {
        document[name + "Line"] = head.Number;
        document[name] = head.Head.ToArray();
    }

    private static DateOnly? ReadDay(BsonDocument document, string name) =>
        document.TryGetValue(name, out var day) ? DateOnly.FromDayNumber(day.AsInt32) : null;

    private static LedgerHead ReadHead(BsonDocument document, string name) =>
        new(document[name + "Line"].AsInt32, new Sha256Hash(document[name].AsBinary));
}
