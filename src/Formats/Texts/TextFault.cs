namespace SecureDrop.Formats.Texts;

/// <summary>Why a text of ours is not read: one meaning a line.</summary>
public enum TextFault
{
    /// <summary>A version of it that this program does not read yet: judged before all else (<see cref="FormatVersion"/>).</summary>
    FormatNewer,

    /// <summary>Longer than its kind may be.</summary>
    TooLarge,
    ByteOrderMark,
    NotUtf8,
    CarriageReturn,
    ControlCharacter,
    TrailingBlank,
    FinalLineEndMissing,

    /// <summary>Something stands before the frame of a signed text, or it is none.</summary>
    FrameStartMissing,
    HashHeaderWrong,
    SecondHashHeader,
    OtherHeader,

    /// <summary>A line of the signed text starts with a dash and is not escaped.</summary>
    DashEscapeMissing,

    /// <summary>A dash escape before a line that does not start with a dash.</summary>
    DashEscapeSuperfluous,
    FrameIncomplete,
    TextBehindFrame,

    /// <summary>Base64, line width, padding or CRC24 of an armor is not as we write it.</summary>
    ArmorNotCanonical,

    /// <summary>The armor holds something else than a version 4 signature packet over text with SHA-512.</summary>
    NotASignature,
    SecondSignature,

    /// <summary>Another kind of text, or no version of it.</summary>
    TitleWrong,

    /// <summary>The text ends before all that it must hold.</summary>
    LineMissing,

    /// <summary>The line does not have the words that belong here.</summary>
    LineMalformed,
    NumberMalformed,
    DayMalformed,
    FingerprintMalformed,
    HashMalformed,
    AddressMalformed,
    ReasonMalformed,
    PathMalformed,
    TooManyLines,
    LineRepeated,
    LineOutOfOrder,

    /// <summary>Seal-from, seal-until, accept-until and the keyring's own days contradict each other.</summary>
    DaysContradict,

    /// <summary>Epoch 1 has no previous keyring, every later one has.</summary>
    PreviousContradictsEpoch,

    /// <summary>One primary key with two roles.</summary>
    RoleContradicts,

    /// <summary>Two subkeys of one keyring share a key ID.</summary>
    KeyIdRepeated,
    CertificateMissing,
    DayBackwards,
    EntryOutOfOrder,

    /// <summary>A head is not the one of what stands before it.</summary>
    HeadWrong,

    /// <summary>Says the same as a text that we would write otherwise.</summary>
    NotCanonical,
}
