namespace SecureDrop.Formats.Texts;

/// <summary>Why an entry could not be opened; written in lower case with dashes (<see cref="FailureReasons.Word"/>).</summary>
public enum FailureReason
{
    Altered,
    NoIntegrity,
    WrongKey,
    SecretKeyMissing,
    SecretKeyDestroyed,
    Unsupported,
    TooNested,
    TooLarge,
    NotOpenPgp,
    ArchiveRefused,
    HashMismatch,

    /// <summary>A testimony of a format that this program does not read yet; its word is the code that all programs have for that.</summary>
    FormatNewer,
}
