using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;
using SecureDrop.Formats.Bags;
using SecureDrop.Formats.Texts;
using SecureDrop.Reviewer.Cases;
using SecureDrop.Reviewer.Home;

namespace SecureDrop.Reviewer.Opening;

/// <summary>
/// Opens entries on all processors (memory: two buffers of one message for each) and tells how far it is. A message that fails keeps its ciphertext in
/// HOME/failed and never stops the rest.
/// </summary>
internal sealed class EntryOpening(HomeFolder home, SliceOpening slices, TextWriter progress, TimeProvider time)
{
    private readonly ConcurrentDictionary<int, FailureReason> _failed = new();

    public IReadOnlyDictionary<int, FailureReason> Failed => _failed;

    /// <param name="ciphertexts">Our copies, by entry.</param>
    public IReadOnlyList<OpenedEntry> Open(IReadOnlyCollection<KeyValuePair<int, string>> ciphertexts)
    {
        var opened = new ConcurrentBag<OpenedEntry>();
        var (done, told) = (0, time.GetTimestamp());
        var limit = new ParallelOptions { MaxDegreeOfParallelism = Math.Clamp(Environment.ProcessorCount, 1, 4) };
        void Open(KeyValuePair<int, string> ciphertext)
        {
            if (slices.Open(ciphertext.Key, ciphertext.Value, out var reason) is { } entry) opened.Add(entry);
            else _failed[ciphertext.Key] = reason ?? FailureReason.NotOpenPgp;
            lock (_failed)
            {
                done++;
                if (time.GetElapsedTime(told) < TimeSpan.FromSeconds(1)) return;
                told = time.GetTimestamp();
                progress.WriteLine($"opened {done} of {ciphertexts.Count}");
            }
        }

        try
        {
            Parallel.ForEach(ciphertexts, limit, Open);
        }
        catch (AggregateException several)
        {
            // A full disk shows in every thread; one of them says it all.
            ExceptionDispatchInfo.Throw(several.InnerExceptions[0]);
        }

        return [.. opened.OrderBy(entry => entry.Entry)];
    }

    /// <summary>Puts the ciphertexts that failed aside, once HOME/failed is this ledger's.</summary>
    public void KeepFailed(IEnumerable<KeyValuePair<int, string>> ciphertexts)
    {
        foreach (var (entry, path) in ciphertexts.Where(one => _failed.ContainsKey(one.Key))) Keep(entry, path);
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
