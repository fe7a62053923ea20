using SecureDrop.Formats.Texts;

namespace SecureDrop.Storage;

/// <summary>What an operator sees of the vault.</summary>
/// <param name="Ledger">The ledger's id.</param>
/// <param name="Waiting">Submissions in no finished bundle.</param>
/// <param name="TakenOut">Exported, not acknowledged.</param>
/// <param name="Opened">Acknowledged as opened, not purged.</param>
/// <param name="Purged">Purged, by acknowledgement or by force.</param>
/// <param name="FileOctets">Length of the vault's files.</param>
/// <param name="LastBundle">The last finished bundle; 0 before the first.</param>
/// <param name="Head">The ledger's last line.</param>
public sealed record VaultStatus(LedgerId Ledger, int Waiting, int TakenOut, int Opened, int Purged, long FileOctets, int LastBundle, LedgerHead Head);
