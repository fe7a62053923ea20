namespace SecureDrop.Reviewer.Commands;

/// <summary>What `list --json` says.</summary>
/// <param name="Ledger">Its id; null before the first bundle.</param>
/// <param name="Line">The last line seen; null before the first bundle.</param>
/// <param name="Cases">By name.</param>
/// <param name="Failed">Entries that did not open; their ciphertexts lie in HOME/failed.</param>
internal sealed record Listing(string? Ledger, int? Line, IReadOnlyList<CaseSummary> Cases, IReadOnlyList<OpenAnswer.Entry> Failed);
