namespace SecureDrop.Storage;

/// <summary>A file of the vault that holds pages.</summary>
public enum PageFile
{
    /// <summary>Where all comes to lie in the end.</summary>
    Data,

    /// <summary>What was stored since the last checkpoint.</summary>
    Log,
}
