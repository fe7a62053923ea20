using SecureDrop.Formats;
using SecureDrop.Formats.Texts;

namespace SecureDrop.Soak;

/// <summary>
/// The model: everything sent and everything heard. What cannot be known (a program was killed, a line was cut) widens what may be; it never narrows
/// what must be. One lock for all: sources live at once with the operator.
/// </summary>
internal sealed class History
{
    private readonly Lock _lock = new();
    private readonly Dictionary<Sha256Hash, Item> _items = [];
    private readonly Dictionary<int, Item> _byEntry = [];
    private readonly SortedDictionary<int, LedgerLine> _ledger = [];
    private readonly Dictionary<string, int> _counts = [];
    private bool _exporting;

    /// <summary>An answer that intake is closed is right now.</summary>
    public bool MayBeClosed { get; set; }

    /// <summary>The gateway is about to be gone, or just back: a line may break.</summary>
    public bool MayBreak { get; set; }

    public int Forced { get; private set; }

    /// <summary>From now on whatever is stored may be in the bundle, also what comes while it is made.</summary>
    public void BeginExport()
    {
        lock (_lock)
        {
            _exporting = true;
            foreach (var item in _items.Values.Where(item => item.AtMost < Said.TakenOut)) item.AtMost = Said.TakenOut;
        }
    }

    public void EndExport()
    {
        lock (_lock) _exporting = false;
    }

    public IReadOnlyDictionary<string, int> Counts
    {
        get { lock (_lock) return new SortedDictionary<string, int>(_counts, StringComparer.Ordinal); }
    }

    public void Count(string what, int by = 1)
    {
        lock (_lock) _counts[what] = _counts.GetValueOrDefault(what) + by;
    }

    public void Add(Item item)
    {
        lock (_lock)
        {
            if (_exporting) item.AtMost = Said.TakenOut;
            _items.Add(item.Hash, item);
        }
    }

    public T With<T>(Func<IReadOnlyCollection<Item>, T> look)
    {
        lock (_lock) return look(_items.Values);
    }

    public void Change(Item item, Action<Item> change)
    {
        lock (_lock) change(item);
    }

    public Item? At(int entry)
    {
        lock (_lock) return _byEntry.GetValueOrDefault(entry);
    }

    /// <summary>A receipt was given. A new one for what had one is a second copy; an old one for what was never sent is another's.</summary>
    /// <param name="item">What was sent.</param>
    /// <param name="isNew">201 rather than 200.</param>
    /// <param name="receipt">As it was answered.</param>
    /// <param name="wasAnswered">Before this try was begun.</param>
    /// <param name="firstTry">Nobody had begun to send it before.</param>
    public void Answer(Item item, bool isNew, string receipt, bool wasAnswered, bool firstTry)
    {
        lock (_lock)
        {
            if (receipt != item.Receipt) throw new ViolationException($"{item.Hash}: the receipt is {item.Receipt}, the gateway said {receipt}");
            if (isNew && (wasAnswered && !item.Forced || ++item.NewAnswers > item.TimesForced + 1)) throw new ViolationException($"{item.Hash} was stored twice: 201 for what was here");
            if (!isNew && firstTry && item.Tries == 1) throw new ViolationException($"{item.Hash}: 200 for what was never sent before");
            if (item.Forced)
            {
                (item.Forced, item.Entry, item.AtMost) = (false, 0, _exporting ? Said.TakenOut : Said.Waiting);
                (item.Purged, item.MayBePurged, item.OpenedByHolder, item.MayBeOpenedByHolder) = (false, false, false, false);
            }

            item.Answered = true;
            if (item.AtLeast < Said.Waiting) item.AtLeast = Said.Waiting;
        }
    }

    /// <summary>What a receipt said, while nothing else could have changed it.</summary>
    public void Heard(Item item, Said said, Said atLeast)
    {
        lock (_lock)
        {
            if (item.Forced) return;
            if (said < atLeast) throw new ViolationException($"receipt {item.Receipt} of entry {item.Entry}: {said}, but it was {atLeast} before");
            if (said > item.AtMost) throw new ViolationException($"receipt {item.Receipt} of entry {item.Entry}: {said}, but at most {item.AtMost} can be");
            if (item.AtLeast < said) item.AtLeast = said;
        }
    }

    public void Force(Item item)
    {
        lock (_lock)
        {
            (item.Forced, item.AtLeast, item.Answered) = (true, Said.Unknown, false);
            item.TimesForced++;
            Forced++;
        }
    }

    /// <summary>Lines of a bundle whose own text has been read strictly: each is the one known by its number, or new and possible.</summary>
    public void Take(LedgerText ledger)
    {
        lock (_lock)
        {
            foreach (var line in ledger.Lines)
            {
                if (_ledger.TryGetValue(line.Number, out var known))
                {
                    if (known != line) throw new ViolationException($"ledger line {line.Number} was `{known}` and is `{line}`");
                    continue;
                }

                _ledger.Add(line.Number, line);
                if (line.Event != LedgerEvent.Keyring) Judge(line);
            }
        }
    }

    private void Judge(LedgerLine line)
    {
        if (!_items.TryGetValue(line.Hash, out var item) || item.Tries == 0) throw new ViolationException($"ledger: nobody sent what `{line}` names");
        switch (line.Event)
        {
            case LedgerEvent.Stored:
                if (_byEntry.TryGetValue(line.Entry, out var other)) throw new ViolationException($"entry {line.Entry} was given twice, to {other.Hash} and {line.Hash}");
                if (++item.StoredLines > item.TimesForced + 1) throw new ViolationException($"{line.Hash} is in the ledger twice");
                _byEntry.Add(line.Entry, item);
                if (item.Entry < line.Entry) item.Entry = line.Entry;
                break;
            case LedgerEvent.Acknowledged when item.AtMost < Said.Opened:
                throw new ViolationException($"`{line}`: nobody acknowledged it");
            case LedgerEvent.Purged when !item.MayBePurged:
                throw new ViolationException($"`{line}`: the holder has not opened it, or nobody asked for a purge");
        }
    }
}
