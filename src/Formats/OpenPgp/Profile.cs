namespace SecureDrop.Formats.OpenPgp;

/// <summary>
/// The accepted OpenPGP profile (RFC 9580): what the gateway takes and the reviewer's program opens.
/// <list type="bullet">
/// <item>One encrypted message (§10.3): 1 to 16 PKESK version 3 packets, one SEIPD version 1 packet, the end.</item>
/// <item>Old and new packet headers; partial lengths only in the SEIPD, each part of 512 octets or more; no indeterminate length.</item>
/// <item>Each PKESK names an encryption subkey that the keyring accepts, once, and holds an AES-256 session key wrapped by
/// ECDH over Curve25519 (algorithm 18), which makes its body 94 octets.</item>
/// <item>Armored or binary; kept as binary. Armor headers and the CRC24 are dropped unjudged (§6.1).</item>
/// </list>
/// Version 1 of SEIPD because neither stock gpg nor BouncyCastle C# opens version 2. What is written by others and not listed
/// here is refused by name: see <see cref="Refusal"/>.
/// </summary>
public static class Profile
{
    /// <summary>Largest message, in binary octets.</summary>
    public const int MaximumOctets = 64 << 20;

    /// <summary>Largest armored body, in octets: base64 and CRLF make 64 MiB into 89 MiB, the rest is for headers and blanks.</summary>
    public const int MaximumArmoredOctets = 96 << 20;

    public const int MaximumRecipients = 16;

    /// <summary>PKESK body: version, key ID (8), algorithm, bit count (2), 0x40, u-coordinate (32), wrapped length, wrapped session key (48). RFC 9580 §5.1.6.</summary>
    public const int SessionKeyPacketOctets = 94;

    /// <summary>
    /// Shortest SEIPD body after its version octet. AES's 18 octets of prefix, the smallest literal packet and 22 octets of MDC
    /// make 48; below 45 the octet-frequency test could refuse nothing.
    /// </summary>
    public const int MinimumCiphertextOctets = 45;

    /// <summary>
    /// Shortest part of a partial length. RFC 9580 §4.2.1.4 asks it of the first part only; no living program we know writes
    /// shorter ones later, and a message of two million parts is a way to keep a reader busy.
    /// </summary>
    public const int MinimumPartOctets = 512;
}
