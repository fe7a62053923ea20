namespace SecureDrop.Storage;

/// <summary>The vault does not open, or can no longer answer. Nothing that failed with it was acknowledged.</summary>
public sealed class VaultUnavailableException : Exception
{
    public VaultUnavailableException(VaultTrouble trouble, Exception? cause = null)
        : base($"The vault is unavailable: {trouble.Code()}.", cause) => Trouble = trouble;

    public VaultTrouble Trouble { get; }
}
