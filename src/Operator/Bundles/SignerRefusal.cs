namespace SecureDrop.Operator.Bundles;

/// <summary>Why an operator's key may not sign today: one meaning a line.</summary>
internal enum SignerRefusal
{
    /// <summary>The keyring has no operator of this fingerprint.</summary>
    SignerNotListed,

    /// <summary>Its line says that it is revoked.</summary>
    SignerRevoked,

    /// <summary>The first day of its line has not come.</summary>
    SignerNotBegun,

    /// <summary>The last day of its line is past.</summary>
    SignerEnded,
}
