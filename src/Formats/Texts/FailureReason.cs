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
}
