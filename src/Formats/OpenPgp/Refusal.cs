namespace SecureDrop.Formats.OpenPgp;

/// <summary>Why a message is not accepted: one meaning a line, in the order in which a stream can show them.</summary>
public enum Refusal
{
    BodyEmpty,
    NotOpenPgp,
    PlaintextOutsideArmor,
    ArmorTypeWrong,
    NotEncrypted,
    NotIntegrityProtected,
    UnsupportedEncryption,
    SymmetricRecipient,
    RecipientMissing,
    RecipientHidden,
    RecipientUnknown,
    RecipientRetired,
    TooManyRecipients,
    BadSessionKeyPacket,
    BadPartialLength,
    MalformedOpenPgp,
    BodyIncomplete,
    CiphertextNotRandom,
    TrailingData,
    TooLarge,
}

public static class RefusalCodes
{
    /// <summary>The stable code that people and scripts see.</summary>
    public static string Code(this Refusal refusal) => refusal switch
    {
        Refusal.BodyEmpty => "body_empty",
        Refusal.NotOpenPgp => "not_openpgp",
        Refusal.PlaintextOutsideArmor => "plaintext_outside_armor",
        Refusal.ArmorTypeWrong => "armor_type_wrong",
        Refusal.NotEncrypted => "not_encrypted",
        Refusal.NotIntegrityProtected => "not_integrity_protected",
        Refusal.UnsupportedEncryption => "unsupported_encryption",
        Refusal.SymmetricRecipient => "symmetric_recipient",
        Refusal.RecipientMissing => "recipient_missing",
        Refusal.RecipientHidden => "recipient_hidden",
        Refusal.RecipientUnknown => "recipient_unknown",
        Refusal.RecipientRetired => "recipient_retired",
        Refusal.TooManyRecipients => "too_many_recipients",
        Refusal.BadSessionKeyPacket => "bad_session_key_packet",
        Refusal.BadPartialLength => "bad_partial_length",
        Refusal.MalformedOpenPgp => "malformed_openpgp",
        Refusal.BodyIncomplete => "body_incomplete",
        Refusal.CiphertextNotRandom => "ciphertext_not_random",
        Refusal.TrailingData => "trailing_data",
        Refusal.TooLarge => "too_large",
        _ => throw new ArgumentOutOfRangeException(nameof(refusal)),
    };
}
