using LiteDB;
using Microsoft.AspNetCore.DataProtection;
using SecureDrop.Formats;
using SecureDrop.Storage.Engine;
using SecureDrop.Storage.Records;

namespace SecureDrop.Storage;

/// <summary>
/// Finds submissions by receipt, hash and entry. The records lie in the vault (<see cref="Sheet"/>); what they are found by is kept in memory, about
/// 60 octets for each, and read anew when the vault opens. Indexes in the engine with random keys made each insert write ten times its octets, and
/// more with each year; here a group of arrivals writes one or two sheets.
///
/// On the writer thread only. Changes are seen here at once and written by <see cref="WriteOut"/> in the transaction that makes them; a register
/// whose transaction failed is not used any more.
/// </summary>
internal sealed class Register
{
    private const int None = -1;
    private readonly Store _store;
    private readonly IDataProtector _wrap;
    private readonly List<Known> _known = [];
    private readonly Dictionary<Receipt, int> _newest = [];
    private readonly List<int> _byEntry = []; // entry 1 first
    private readonly SortedSet<int> _arrived = [];
    private readonly SortedDictionary<int, Sheet> _changed = [];
    private int _sheets;
    private (int Index, Sheet Sheet) _atHand = (None, new Sheet());

    /// <exception cref="System.Security.Cryptography.CryptographicException">A sheet is not as it was wrapped.</exception>
    public Register(Store store, IDataProtector wrap)
    {
        (_store, _wrap) = (store, wrap);
        store.ForEach(Collections.Records, Take, null);
    }

    /// <summary>The submission with this ciphertext.</summary>
    public Submission? Find(Sha256Hash hash)
    {
        for (var number = Newest(Receipt.Of(hash)); number != None; number = _known[number].Before)
        {
            if (Read(number) is { } record && record.Hash == hash) return record;
        }

        return null;
    }

    /// <summary>Two ciphertexts with one receipt answer the less advanced state.</summary>
    public SubmissionState StateOf(Receipt receipt)
    {
        var least = SubmissionState.Unknown;
        for (var number = Newest(receipt); number != None; number = _known[number].Before)
        {
            var state = _known[number].State;
            if (least == SubmissionState.Unknown || (state < least && state != SubmissionState.Unknown)) least = state;
        }

        return least;
    }

    /// <summary>The submission of an entry, purged or not; null when there is none, or no longer.</summary>
    public Submission? AtEntry(int entry) => NumberOf(entry) is var number && number != None ? Read(number) : null;

    /// <summary>All of these entries that are still known, purged or not, in no order: each sheet is read once.</summary>
    public IEnumerable<Submission> AtEntries(int first, int last) =>
        Enumerable.Range(first, Math.Max(0, last - first + 1)).Select(NumberOf).Where(number => number != None).Order().Select(Read).OfType<Submission>();

    /// <summary>How many numbers were given, to what is still known and to what is not.</summary>
    public int Count => _known.Count;

    /// <summary>The submission with this number, from 0 in order of arrival; null when it is not known any more.</summary>
    public Submission? At(int number) => Read(number);

    /// <summary>The day of what has waited longest for a finished bundle; null when nothing waits.</summary>
    public DateOnly? WaitingSince =>
        _known.FindIndex(known => known.State == SubmissionState.Waiting) is var number && number != None ? Read(number)?.Day : null;

    /// <summary>What has no entry yet, with its number here.</summary>
    public IEnumerable<(int Number, Sha256Hash Hash)> Arrived() =>
        _arrived.Select(number => (number, Read(number)?.Hash ?? throw new VaultUnavailableException(VaultTrouble.Damaged)));

    public void Add(Submission record)
    {
        var number = _known.Count;
        Learn(number, record);
        Put(number, record);
    }

    /// <param name="number">From <see cref="Arrived"/>.</param>
    /// <param name="entry">The next entry.</param>
    public void GiveEntry(int number, int entry)
    {
        Put(number, Read(number) is { } record ? record with { Entry = entry } : null);
        _arrived.Remove(number);
        NoteEntry(entry, number);
    }

    /// <summary>Writes a changed record of an entry.</summary>
    public void Change(Submission record) => Put(NumberOf(record.Entry), record);

    /// <summary>Nothing here remembers the entry.</summary>
    public void Forget(int entry)
    {
        Put(NumberOf(entry), null);
        _byEntry[entry - 1] = None;
    }

    /// <summary>Remembers nothing; the sheets go with the caller's transactions, the last first.</summary>
    public void Clear()
    {
        _known.Clear();
        _newest.Clear();
        _byEntry.Clear();
        _arrived.Clear();
        _changed.Clear();
        (_sheets, _atHand) = (0, (None, new Sheet()));
    }

    /// <summary>How many sheets there are.</summary>
    public int Sheets => _sheets;

    /// <summary>Writes what was changed, inside the transaction.</summary>
    public void WriteOut()
    {
        foreach (var (index, sheet) in _changed)
        {
            var document = new BsonDocument { [Collections.Id] = index + 1, [Collections.Wrapped] = _wrap.Protect(sheet.Write()) };
            if (index < _sheets)
            {
                _store.Update(Collections.Records, document);
            }
            else
            {
                _store.Insert(Collections.Records, document);
                _sheets++;
            }
        }

        _changed.Clear();
    }

    private void Take(BsonDocument document)
    {
        if (document[Collections.Id].AsInt32 != ++_sheets) throw new VaultUnavailableException(VaultTrouble.Damaged);
        var sheet = Open(document);
        for (var place = 0; place < sheet.Count; place++) Learn((_sheets - 1) * Sheet.Places + place, sheet[place]);
    }

    private void Learn(int number, Submission? record)
    {
        _known.Add(new Known(record?.State ?? SubmissionState.Unknown, record is null ? None : Newest(Receipt.Of(record.Hash))));
        if (record is null) return;
        _newest[Receipt.Of(record.Hash)] = number;
        if (record.Entry == 0) _arrived.Add(number);
        else NoteEntry(record.Entry, number);
    }

    private void NoteEntry(int entry, int number)
    {
        while (_byEntry.Count < entry) _byEntry.Add(None);
        _byEntry[entry - 1] = number;
    }

    private int Newest(Receipt receipt) => _newest.GetValueOrDefault(receipt, None);

    private int NumberOf(int entry) => entry >= 1 && entry <= _byEntry.Count ? _byEntry[entry - 1] : None;

    private Submission? Read(int number) => SheetAt(number / Sheet.Places)[number % Sheet.Places];

    private void Put(int number, Submission? record)
    {
        var index = number / Sheet.Places;
        var sheet = _changed[index] = SheetAt(index);
        sheet.Put(number % Sheet.Places, record);
        _known[number] = _known[number] with { State = record?.State ?? SubmissionState.Unknown };
    }

    private Sheet SheetAt(int index)
    {
        if (_atHand.Index != index) _atHand = (index, _changed.TryGetValue(index, out var changed) ? changed : Stored(index));
        return _atHand.Sheet;
    }

    private Sheet Stored(int index)
    {
        if (index >= _sheets) return new Sheet();
        return Open(_store.Find(Collections.Records, index + 1) ?? throw new VaultUnavailableException(VaultTrouble.Damaged));
    }

    private Sheet Open(BsonDocument document) => Sheet.Read(_wrap.Unprotect(document[Collections.Wrapped].AsBinary));

    /// <param name="State">Unknown once forgotten.</param>
    /// <param name="Before">The one before it with the same receipt.</param>
    private readonly record struct Known(SubmissionState State, int Before);
}
