namespace SecureDrop.Reviewer.Commands;

/// <summary>What `note --json` says: the case's whole name, and where the note lies.</summary>
internal sealed record NoteAnswer(string Case, string File);
