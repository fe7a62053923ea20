using SecureDrop.Formats;

namespace SecureDrop.Storage;

/// <summary>An entry that stays, and the holders who have not acknowledged it as opened.</summary>
public sealed record PurgeWaiting(int Entry, IReadOnlyList<Fingerprint> Holders);
