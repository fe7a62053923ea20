using SecureDrop.Formats;
using SecureDrop.Formats.Texts;

namespace SecureDrop.Reviewer.Bundles;

/// <summary>
/// What a whole ledger must keep to beyond its grammar: every line is about an entry stored before with the same hash, nothing happens to
/// an entry after it is purged, and the same ciphertext is stored again only after it was purged by force.
/// </summary>
internal static class LedgerRules
{
    public static IReadOnlyList<BundleRefusal> Judge(LedgerText whole)
    {
        var stored = new List<Sha256Hash>();
        var present = new HashSet<Sha256Hash>();
        var purged = new HashSet<int>();
        var day = DateOnly.MinValue;
        foreach (var line in whole.Lines)
        {
            var subject = $"line {line.Number}, entry {line.Entry}";
            if (line.Day < day) return [new(BundleFault.LineContradicts, subject)];
            day = line.Day;
            if (line.Event == LedgerEvent.Keyring) continue;
            if (line.Event == LedgerEvent.Stored)
            {
                if (line.Entry != stored.Count + 1) return [new(BundleFault.LineContradicts, subject)];
                if (!present.Add(line.Hash)) return [new(BundleFault.Repeated, $"{subject} and entry {stored.IndexOf(line.Hash) + 1}")];
                stored.Add(line.Hash);
                continue;
            }

            if (line.Entry > stored.Count || stored[line.Entry - 1] != line.Hash || purged.Contains(line.Entry))
                return [new(BundleFault.LineContradicts, subject)];
            if (line.Event == LedgerEvent.Forced) present.Remove(line.Hash);
            if (line.Event is LedgerEvent.Forced or LedgerEvent.Purged) purged.Add(line.Entry);
        }

        return [];
    }
}
