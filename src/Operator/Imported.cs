namespace SecureDrop.Operator;

/// <summary>What became of one courier's file.</summary>
/// <param name="File">As it was named.</param>
/// <param name="Outcome">new, duplicate, late (new, to a subkey past its day), refused, or failed (never judged).</param>
/// <param name="Receipt">Five groups of five digits; null when it is not in.</param>
/// <param name="Code">Why it was refused; file or gateway when it failed there; else null.</param>
internal sealed record Imported(string File, string Outcome, string? Receipt, string? Code);
