namespace SecureDrop.Formats.Texts;

/// <summary>One line of an acknowledgement: `5 opened`, `6 incomplete`, `7 failed wrong-key`.</summary>
/// <param name="Entry">From 1.</param>
/// <param name="Outcome">What became of it.</param>
/// <param name="Reason">Only with <see cref="Outcome.Failed"/>.</param>
public readonly record struct AcknowledgedEntry(int Entry, Outcome Outcome, FailureReason? Reason = null);
