namespace SecureDrop.Reviewer.Commands;

/// <summary>What `compare-head --json` says.</summary>
internal sealed record HeadAnswer(string Ledger, int Line, string Head);
