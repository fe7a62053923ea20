namespace SecureDrop.Formats.Control;

/// <summary>How many receipts moved to opened, were there already, and were not moved (failed or incomplete).</summary>
public sealed record AcknowledgeAnswer(int Moved, int Already, int NotMoved);
