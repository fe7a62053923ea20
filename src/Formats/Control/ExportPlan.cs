namespace SecureDrop.Formats.Control;

/// <summary>Answer to POST /export: all that a bundle is made of. An unfinished export is answered with the same plan again.</summary>
/// <param name="Bundle">The bundle's number, from 1.</param>
/// <param name="LedgerId">32 hexadecimal digits.</param>
/// <param name="LedgerText">The bundle's data/ledger.txt (<see cref="Texts.LedgerText"/>) in pieces: one JSON string holds at most 166 million characters.</param>
/// <param name="Items">In order of entries.</param>
/// <param name="PreviousBundle">SHA-256 of the previous bundle's tagmanifest-sha256.txt; null for the first.</param>
/// <param name="KeyringEpoch">Epoch of the keyring in force.</param>
/// <param name="Day">The ledger's day.</param>
public sealed record ExportPlan(
    int Bundle, string LedgerId, string[] LedgerText, ExportItem[] Items, string? PreviousBundle, int KeyringEpoch, DateOnly Day);
