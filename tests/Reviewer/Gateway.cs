using SecureDrop.Formats;
using SecureDrop.Formats.Bags;
using SecureDrop.Formats.Texts;

namespace SecureDrop.Reviewer.Tests;

/// <summary>The ledger and exports of a gateway, without the gateway.</summary>
internal sealed class Gateway(byte id = 7)
{
    public static DateOnly Day { get; } = new(2026, 11, 24);
    private readonly List<LedgerLine> _lines = [];
    private readonly List<byte[]> _items = [];
    private readonly HashSet<int> _purged = [];
    private LedgerHead? _exported;
    private Sha256Hash? _previous;

    public LedgerId Id { get; } = new([.. Enumerable.Repeat(id, LedgerId.Size)]);
    public int Bundle { get; private set; }
    public IReadOnlyList<byte[]> Items => _items;
    public LedgerHead Start => LedgerHead.Start(Id);
    public LedgerHead Head => _lines.Aggregate(Start, (head, line) => head.After(line));

    /// <summary>Entries in the order given; a real gateway sorts them by hash.</summary>
    public void Store(params byte[][] ciphertexts)
    {
        foreach (var ciphertext in ciphertexts)
        {
            _items.Add(ciphertext);
            Write(LedgerEvent.Stored, _items.Count);
        }
    }

    public void Write(LedgerEvent what, int entry, string? reason = null)
    {
        _lines.Add(new LedgerLine(_lines.Count + 1, what, Day, entry, Sha256Hash.Of(_items[entry - 1]), reason));
        if (what is LedgerEvent.Purged or LedgerEvent.Forced) _purged.Add(entry);
    }

    /// <summary>A bundle of everything since the last one, or since an entry.</summary>
    public BundleDraft Export(int? from = null)
    {
        var after = from switch
        {
            null => _exported ?? Start,
            1 => Start,
            { } entry => _lines.TakeWhile(line => line.Event != LedgerEvent.Stored || line.Entry < entry).Aggregate(Start, (head, line) => head.After(line)),
        };
        var lines = _lines.Skip(after.Number).ToList();
        var draft = new BundleDraft(new LedgerText(Id, after, lines)) { Number = ++Bundle, Previous = _previous };
        foreach (var line in lines.Where(line => line.Event == LedgerEvent.Stored && !_purged.Contains(line.Entry)))
            draft.Files[BundleFiles.PathOf(line.Entry)] = _items[line.Entry - 1];
        _exported = Head;
        _previous = draft.TagManifestHash;
        return draft;
    }
}
