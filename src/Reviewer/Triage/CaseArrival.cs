using SecureDrop.Formats;
using SecureDrop.Formats.Texts;

namespace SecureDrop.Reviewer.Triage;

/// <summary>One entry of a ledger that brought something to a case.</summary>
/// <param name="Ledger">Its id.</param>
/// <param name="Entry">Its number there.</param>
/// <param name="Day">When the gateway wrote it down, which is at export: nothing tells when it was sent.</param>
/// <param name="Bundle">Number of the first bundle opened here that held it; null when this machine does not know.</param>
/// <param name="Sealed">SHA-256 of the ciphertext, as the ledger has it.</param>
internal sealed record CaseArrival(LedgerId Ledger, int Entry, DateOnly Day, int? Bundle, Sha256Hash Sealed);
