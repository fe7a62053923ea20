namespace SecureDrop.Formats.Control;

/// <summary>An entry that is not purged because these holders (primary fingerprints) have not acknowledged it as opened.</summary>
public sealed record PurgeWaiting(int Entry, string[] Holders);
