namespace SecureDrop.Gateway.Serving;

/// <summary>Why a signature of the kit is not kept.</summary>
internal enum KitRefusal
{
    /// <summary>There is no kit without a keyring.</summary>
    NoKeyring,

    /// <summary>The operator's program made other files than this gateway: another version, or another keyring.</summary>
    FilesDiffer,

    /// <summary>No operator of the keyring in force.</summary>
    SignerUnknown,

    /// <summary>Not a detached signature in armor.</summary>
    Malformed,
}
