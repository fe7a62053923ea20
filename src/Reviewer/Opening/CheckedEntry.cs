using SecureDrop.Formats;

namespace SecureDrop.Reviewer.Opening;

/// <summary>A ciphertext of the ledger that lies on this machine.</summary>
/// <param name="Entry">Its number in the ledger.</param>
/// <param name="Ciphertext">Our copy.</param>
/// <param name="Hash">SHA-256 of it, as it was copied.</param>
internal readonly record struct CheckedEntry(int Entry, string Ciphertext, Sha256Hash Hash);
