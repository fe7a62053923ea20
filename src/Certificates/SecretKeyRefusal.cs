namespace SecureDrop.Certificates;

/// <summary>Why a secret key file does not open.</summary>
public enum SecretKeyRefusal
{
    None,

    /// <summary>Not an armored private key block, or not one whose primary key is EdDSALegacy.</summary>
    Malformed,

    /// <summary>The primary secret key is absent from the file.</summary>
    PrimaryMissing,

    /// <summary>The passphrase does not open it.</summary>
    WrongPassphrase,
}
