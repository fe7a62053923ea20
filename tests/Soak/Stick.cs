using SecureDrop.Formats;
using SecureDrop.Formats.Bags;
using SecureDrop.Formats.Texts;

namespace SecureDrop.Soak;

/// <summary>A bundle as it lies on a stick, read by the grammar alone: its ledger lines, and each item held against its line.</summary>
internal sealed record Stick(string Folder, BagInfo Info, LedgerText Ledger, IReadOnlyDictionary<int, Sha256Hash> Items)
{
    public static Stick Read(string folder)
    {
        if (!BagInfo.TryRead(File.ReadAllBytes(Path.Combine(folder, BundleFiles.Info)), out var info, out var refusal)) throw new ViolationException($"{folder}: bag-info.txt: {refusal}");
        if (!LedgerText.TryRead(File.ReadAllBytes(Path.Combine(folder, BundleFiles.Ledger)), out var ledger, out refusal)) throw new ViolationException($"{folder}: ledger: {refusal}");
        if (ledger.Head != info.Head) throw new ViolationException($"{folder}: the head is {info.Head}, its lines come to {ledger.Head}");
        var items = new Dictionary<int, Sha256Hash>();
        foreach (var file in Directory.GetFiles(Path.Combine(folder, BundleFiles.Payload), "*.pgp"))
            items.Add(int.Parse(Path.GetFileNameWithoutExtension(file)), Sha256Hash.Of(File.ReadAllBytes(file)));
        return new Stick(folder, info, ledger, items);
    }

    /// <summary>Each item is what was sent under that entry, and no other.</summary>
    public void Judge(History history)
    {
        history.Take(Ledger);
        foreach (var (entry, hash) in Items)
        {
            var item = history.At(entry) ?? throw new ViolationException($"{Folder}: entry {entry} stands in no ledger line");
            if (item.Hash != hash) throw new ViolationException($"{Folder}: entry {entry} is {hash}, sent was {item.Hash}");
        }
    }
}
