namespace SecureDrop.Operator.Backups;

/// <summary>What `backup --json` prints.</summary>
/// <param name="Folder">The bag.</param>
/// <param name="Parts">Sealed files in it.</param>
/// <param name="Octets">Of those.</param>
/// <param name="Submissions">Ciphertexts in it.</param>
/// <param name="Damaged">SHA-256 of each that the vault could not read any more, and that is therefore not in it.</param>
/// <param name="LedgerLine">The ledger's last line in it.</param>
/// <param name="LedgerHead">The head after that.</param>
internal sealed record BackupMade(string Folder, int Parts, long Octets, int Submissions, string[] Damaged, int LedgerLine, string LedgerHead);
