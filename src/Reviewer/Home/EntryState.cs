using SecureDrop.Formats.Texts;

namespace SecureDrop.Reviewer.Home;

/// <summary>What became of one entry of the ledger on this machine.</summary>
/// <param name="Entry">Its number in the ledger.</param>
/// <param name="Outcome">As the acknowledgement will say it.</param>
/// <param name="Reason">Only of a failed one.</param>
/// <param name="Case">Name of its case, when it opened.</param>
/// <param name="Version">Which version of the testimony it belongs to; above 1 only in a conflict.</param>
/// <param name="IsFirst">The first part of a testimony stands for all of them: it is opened only when they are.</param>
/// <param name="Acknowledged">An acknowledgement written here said that it was opened.</param>
/// <param name="Content">Hash of its plaintext, which with the version tells which part of the case it is.</param>
internal sealed record EntryState(
    int Entry, Outcome Outcome, FailureReason? Reason = null, string? Case = null, int Version = 1, bool IsFirst = false, bool Acknowledged = false,
    string? Content = null);
