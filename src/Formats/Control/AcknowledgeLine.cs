namespace SecureDrop.Formats.Control;

/// <summary>One line of an acknowledgement, in its written words (opened, incomplete, failed REASON).</summary>
public sealed record AcknowledgeLine(int Entry, string Outcome, string? Reason);
