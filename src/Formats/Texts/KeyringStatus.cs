namespace SecureDrop.Formats.Texts;

/// <summary>Whether a keyring line gives its key any use, or tells when that ended.</summary>
public enum KeyringStatus
{
    Live,
    Revoked,
    Destroyed,
}
