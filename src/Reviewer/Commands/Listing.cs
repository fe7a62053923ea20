using SecureDrop.Reviewer.Triage;

namespace SecureDrop.Reviewer.Commands;

/// <summary>What `list --json` says.</summary>
/// <param name="Ledger">Its id; null before the first bundle.</param>
/// <param name="Line">The last line seen; null before the first bundle.</param>
/// <param name="Cases">Those asked for, in the order asked for.</param>
/// <param name="Failed">Entries that did not open; their ciphertexts lie in HOME/failed. Empty when only some cases are asked for.</param>
/// <param name="Damaged">What of this machine's files could not be read, in words.</param>
internal sealed record Listing(string? Ledger, int? Line, IReadOnlyList<ListedCase> Cases, IReadOnlyList<OpenAnswer.Entry> Failed, IReadOnlyList<string> Damaged);
