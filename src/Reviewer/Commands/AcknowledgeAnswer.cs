namespace SecureDrop.Reviewer.Commands;

/// <summary>What `acknowledge --json` says.</summary>
internal sealed record AcknowledgeAnswer(string File, int Bundle, int Opened, int Incomplete, int Failed);
