namespace SecureDrop.Storage;

/// <summary>What is about to be done to one of the vault's files.</summary>
public enum FileAction
{
    Read,
    Write,
    Flush,
    Truncate,
}
