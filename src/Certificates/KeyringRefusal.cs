namespace SecureDrop.Certificates;

/// <summary>Why a keyring is not trusted: one meaning a line, in the order in which the rules are judged.</summary>
public enum KeyringRefusal
{
    None,

    /// <summary>A version that this program does not read yet; judged before any signature.</summary>
    FormatNewer,

    /// <summary>An armored certificate, which people mistake for a keyring.</summary>
    IsCertificate,

    /// <summary>Not the one canonical frame, or not a keyring in its one written form.</summary>
    NotCanonical,

    /// <summary>The root that the keyring names is not the root that is trusted here.</summary>
    WrongRoot,

    /// <summary>A certificate inside is refused by itself.</summary>
    CertificateRefused,

    /// <summary>The root's signature does not verify.</summary>
    SignatureWrong,

    /// <summary>A line names what no certificate holds, or a certificate holds what no line names.</summary>
    LinesDisagree,

    /// <summary>On some day more reviewers are sealed to than one message may name: nobody could seal then.</summary>
    TooManyReviewers,

    /// <summary>Its epoch is lower than one already seen.</summary>
    EpochLower,

    /// <summary>Another text of the same epoch was seen, or the next epoch does not follow from it.</summary>
    Fork,

    /// <summary>A chain in which an epoch is left out.</summary>
    ChainGap,

    /// <summary>A chain in which a keyring does not name the hash of the one before.</summary>
    PreviousHashWrong,

    /// <summary>Past its expiry day.</summary>
    Expired,
}
