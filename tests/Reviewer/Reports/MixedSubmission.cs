namespace SecureDrop.Reviewer.Tests.Reports;

/// <summary>One submission of a mixed lot, and what must become of it.</summary>
/// <param name="Sort">What it was made to be, for a person who reads why a test failed.</param>
/// <param name="Ciphertext">As the gateway would have stored it.</param>
/// <param name="Word">As the acknowledgement must say it: `opened`, `incomplete` or `failed REASON`.</param>
internal sealed record MixedSubmission(string Sort, byte[] Ciphertext, string Word);
