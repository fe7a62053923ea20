using System.Collections.Concurrent;
using SecureDrop.Formats.Bags;
using SecureDrop.Formats.Texts;
using SecureDrop.Reviewer.Cases;
using SecureDrop.Reviewer.Home;

namespace SecureDrop.Reviewer.Opening;

/// <summary>Opens entries on all processors. A message that fails keeps its ciphertext in HOME/failed and never stops the rest.</summary>
internal sealed class EntryOpening(HomeFolder home, SliceOpening slices, Workers workers, Progress progress)
{
    private readonly ConcurrentDictionary<int, FailureReason> _failed = new();

    public IReadOnlyDictionary<int, FailureReason> Failed => _failed;

    /// <param name="entries">Ciphertexts of this machine.</param>
    public IReadOnlyList<OpenedEntry> Open(IReadOnlyCollection<CheckedEntry> entries)
    {
        var opened = new ConcurrentBag<OpenedEntry>();
        var sizes = entries.ToDictionary(entry => entry, entry => new FileInfo(entry.Ciphertext).Length);
        progress.Begin("opening", sizes.Values.Sum(), entries.Count);
        workers.Do(entries, entry => sizes[entry], (entry, room) =>
        {
            if (slices.Open(entry, room, out var failure) is { } one) opened.Add(one);
            else _failed[entry.Entry] = failure ?? FailureReason.NotOpenPgp;
            progress.Add(sizes[entry], 1);
        });
        return [.. opened.OrderBy(entry => entry.Entry)];
    }

    /// <summary>Puts the ciphertexts that failed aside, once HOME/failed is this ledger's.</summary>
    public void KeepFailed(IEnumerable<CheckedEntry> entries)
    {
        foreach (var entry in entries.Where(one => _failed.ContainsKey(one.Entry))) Keep(entry.Entry, entry.Ciphertext);
    }

    /// <summary>Puts aside a ciphertext that opened and yet has no place in its case.</summary>
    public void Fail(OpenedEntry entry, FailureReason reason)
    {
        _failed[entry.Entry] = reason;
        Keep(entry.Entry, entry.Ciphertext);
    }

    private void Keep(int entry, string path)
    {
        HomeFolder.MakeFolder(home.Failed);
        File.Move(path, Path.Combine(home.Failed, EntryName.Of(entry)), overwrite: true);
    }
}
