namespace SecureDrop.Formats.Control;

/// <summary>
/// The key from outside that seals the vault's ring, as operator and gateway hand it over: POST /at-rest-key takes the octets of the key that opens
/// the ring now, then those of the one that is to. No text in between leaves copies behind.
/// </summary>
public static class AtRestKey
{
    /// <summary>Octets of a key, and of its file.</summary>
    public const int Size = 32;

    /// <summary>Behind the file's name while the key is changed: the one that is to.</summary>
    public const string Next = ".next";
}
