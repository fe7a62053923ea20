namespace SecureDrop.Certificates;

/// <summary>Why a certificate is not accepted: one meaning a line, in the order in which the rules are judged.</summary>
public enum CertificateRefusal
{
    None,

    /// <summary>Not the one armored form that this project writes: other line lengths, headers, a wrong CRC, text around it.</summary>
    ArmorNotCanonical,

    /// <summary>A private key block, or a secret key packet inside. It must never be handed on.</summary>
    SecretMaterial,

    /// <summary>Not a certificate in OpenPGP's grammar, or it does not re-serialise to the same octets.</summary>
    Malformed,

    /// <summary>The certificate carries a revocation.</summary>
    Revoked,

    /// <summary>A primary key that is not version 4 EdDSALegacy on Ed25519, or a subkey that is not version 4 ECDH on Curve25519.</summary>
    AlgorithmOutsideProfile,

    /// <summary>A user ID, attribute, subkey or signature that no self-signature of the primary key binds, or more of them than one each.</summary>
    Unbound,

    /// <summary>A self-signature made with anything but SHA-256, SHA-384 or SHA-512.</summary>
    WeakHash,

    /// <summary>A self-signature or subkey binding that does not verify.</summary>
    SignatureWrong,

    /// <summary>A self-signature says more or less than the profile's subpackets, or says something in its unsigned area.</summary>
    SubpacketsOutsideProfile,

    /// <summary>Key flags other than certify and sign for the primary key, encrypt for a subkey.</summary>
    CapabilityWrong,

    /// <summary>Features other than exactly 0x01 (SEIPD version 1): with 0x08 OpenPGP.js would write what cannot be opened here.</summary>
    FeaturesOutsideProfile,

    /// <summary>Preferences other than AES-256, SHA-512, Uncompressed: without the last, gpg compresses.</summary>
    PreferencesOutsideProfile,

    /// <summary>The primary key was made later than now.</summary>
    NotYetValid,

    /// <summary>The primary key has expired.</summary>
    Expired,
}
