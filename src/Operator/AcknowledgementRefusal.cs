namespace SecureDrop.Operator;

/// <summary>Why an acknowledgement does not count: one meaning a line, in the order in which the rules are judged.</summary>
internal enum AcknowledgementRefusal
{
    None,

    /// <summary>A version that this program does not read yet; judged before any signature.</summary>
    FormatNewer,

    /// <summary>Not the one canonical frame of a signed text: CR, trailing blanks, text around it, another header.</summary>
    FrameNotCanonical,

    /// <summary>It verifies by no certificate of the keyring: another signer, or altered.</summary>
    SignatureWrong,

    /// <summary>A certificate verifies it but for its date, which is later than tomorrow or before the certificate was made: a clock is wrong.</summary>
    SignatureMisdated,

    /// <summary>Signed by a key that is no reviewer's, such as an operator's or the root.</summary>
    SignerNotReviewer,

    /// <summary>Every subkey of the reviewer who signed is past its accept-until, revoked or destroyed.</summary>
    SignerRetired,

    /// <summary>Signed, but not an acknowledgement in its one written form.</summary>
    TextNotCanonical,
}
