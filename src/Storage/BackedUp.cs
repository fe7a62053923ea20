using SecureDrop.Formats.Texts;

namespace SecureDrop.Storage;

/// <summary>What the vault remembers of its last backup.</summary>
/// <param name="Day">The ledger's day when it was made.</param>
/// <param name="Head">The ledger's last line in it.</param>
/// <param name="Arrivals">How many submissions had ever come in.</param>
public sealed record BackedUp(DateOnly Day, LedgerHead Head, int Arrivals);
