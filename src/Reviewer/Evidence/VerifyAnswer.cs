namespace SecureDrop.Reviewer.Evidence;

/// <summary>What `verify --json` says, whether or not something is wrong.</summary>
/// <param name="Kind">`evidence`, `bundle` or `custody`.</param>
/// <param name="Signer">Primary key of who has signed it; null for a custody log, or when nobody has whose word counts.</param>
/// <param name="Count">Files, or lines of the custody log.</param>
/// <param name="Head">Of the custody log.</param>
/// <param name="Faults">Empty when all is as it was written.</param>
/// <param name="Plaintext">Of an evidence bag: whether it has the session keys by which its plaintext was held against the ciphertexts.</param>
/// <param name="LeftOut">Of an evidence bag: files that a testimony lists and that are not there; an incomplete one has such.</param>
internal sealed record VerifyAnswer(string Kind, string? Signer, int Count, string? Head, IReadOnlyList<string> Faults, bool? Plaintext = null, IReadOnlyList<string>? LeftOut = null);
