using SecureDrop.Formats.Texts;

namespace SecureDrop.Formats.Backups;

/// <summary>What a whole ledger says of one entry.</summary>
/// <param name="Hash">SHA-256 of its ciphertext.</param>
/// <param name="Last">The farthest of stored, exported and acknowledged.</param>
/// <param name="Purged">Its ciphertext is not kept any more, and yet it is known.</param>
/// <param name="Forced">Purged by force: not known any more.</param>
public readonly record struct EntryFate(Sha256Hash Hash, LedgerEvent Last, bool Purged, bool Forced)
{
    /// <summary>Of entry 1 first. Null when a line is about another hash than the entry has, or about an entry that is purged already.</summary>
    public static IReadOnlyList<EntryFate>? Of(LedgerText ledger)
    {
        var fates = new List<EntryFate>();
        foreach (var line in ledger.Lines)
        {
            if (line.Event == LedgerEvent.Keyring) continue;
            if (line.Event == LedgerEvent.Stored)
            {
                fates.Add(new EntryFate(line.Hash, LedgerEvent.Stored, false, false));
                continue;
            }

            if (line.Entry > fates.Count) return null;
            var fate = fates[line.Entry - 1];
            if (fate.Hash != line.Hash || fate.Purged || fate.Forced) return null;
            fates[line.Entry - 1] = line.Event switch
            {
                LedgerEvent.Purged => fate with { Purged = true },
                LedgerEvent.Forced => fate with { Forced = true },
                _ => fate with { Last = line.Event > fate.Last ? line.Event : fate.Last },
            };
        }

        return fates;
    }
}
