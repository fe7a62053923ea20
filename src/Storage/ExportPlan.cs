using SecureDrop.Formats;
using SecureDrop.Formats.Texts;

namespace SecureDrop.Storage;

/// <summary>All that a bundle is made of, but the octets of its items.</summary>
/// <param name="Bundle">From 1. The number is spent when the export is finished.</param>
/// <param name="Ledger">The lines since the last finished bundle, or since the line asked for.</param>
/// <param name="Items">In order of entries, without what is purged.</param>
/// <param name="PreviousBundle">SHA-256 of the last finished bundle's tagmanifest-sha256.txt; null before the first.</param>
/// <param name="Day">The ledger's day.</param>
public sealed record ExportPlan(int Bundle, LedgerText Ledger, IReadOnlyList<ExportItem> Items, Sha256Hash? PreviousBundle, DateOnly Day);
