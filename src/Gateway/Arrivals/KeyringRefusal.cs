namespace SecureDrop.Gateway.Arrivals;

/// <summary>Why a keyring is not installed; the running one is unchanged.</summary>
internal enum KeyringRefusal
{
    /// <summary>A version that this program does not read yet.</summary>
    FormatNewer,

    /// <summary>Not a keyring in its one canonical form.</summary>
    Malformed,

    /// <summary>Another root than the operator named, or than the keyring in force has: there is no change in band.</summary>
    RootDiffers,

    /// <summary>Past its expiry day.</summary>
    Expired,

    /// <summary>A lower epoch than the one in force.</summary>
    Older,

    /// <summary>Another text of the epoch in force.</summary>
    Forked,

    /// <summary>Certificates whose secret keys are public.</summary>
    ExampleCertificates,
}
