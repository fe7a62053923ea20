using SecureDrop.Formats;
using SecureDrop.Formats.Testimonies;

namespace SecureDrop.Reviewer.Cases;

/// <summary>An entry whose message opened and whose integrity check passed.</summary>
/// <param name="Entry">Its number in the ledger.</param>
/// <param name="Ciphertext">Our copy of the message, in the work folder.</param>
/// <param name="Sealed">SHA-256 of the ciphertext.</param>
/// <param name="Slice">Its plaintext, in the work folder.</param>
/// <param name="Content">See <see cref="Hashing.ContentHash"/>.</param>
/// <param name="Octets">Length of the plaintext.</param>
/// <param name="FileName">The literal packet's file name, untrusted.</param>
internal sealed record OpenedEntry(int Entry, string Ciphertext, Sha256Hash Sealed, string Slice, string Content, long Octets, string FileName)
{
    /// <summary>Null: no part of a testimony, but something that somebody sealed by other means.</summary>
    public PartName? Part { get; } = PartName.TryParse(FileName, out var part) ? part : null;

    /// <summary>What its case is about.</summary>
    public string Subject => Part?.Testimony.ToString() ?? Content;
}
