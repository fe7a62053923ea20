namespace SecureDrop.Operator.Backups;

/// <summary>What `restore --json` prints.</summary>
/// <param name="HandedOver">False with --check: nothing was changed anywhere.</param>
/// <param name="LedgerId">The ledger's id, as before.</param>
/// <param name="LedgerLine">Its last line.</param>
/// <param name="LedgerHead">The head after that.</param>
/// <param name="LastBundle">The newest bundle that is known; the next one follows it.</param>
/// <param name="Submissions">Ciphertexts restored.</param>
/// <param name="Lost">Entries that the ledger knows and whose ciphertexts are nowhere.</param>
/// <param name="LostUnnumbered">Submissions of the backup that the vault could not read any more, and that no export had numbered.</param>
/// <param name="UnknownSince">What came in from this day on and is in no bundle, nobody knows of.</param>
internal sealed record Restored(
    bool HandedOver, string LedgerId, int LedgerLine, string LedgerHead, int LastBundle, int Submissions, int[] Lost, int LostUnnumbered, DateOnly UnknownSince);
