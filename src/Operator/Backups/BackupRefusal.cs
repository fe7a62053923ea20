namespace SecureDrop.Operator.Backups;

/// <summary>Why a bag is not restored from: one meaning a line, in the order in which the rules are judged.</summary>
internal enum BackupRefusal
{
    /// <summary>A later version of this program made it.</summary>
    FormatNewer,

    /// <summary>No bag with a signed tag manifest.</summary>
    NotABackup,

    /// <summary>No operator of the keyring has signed it, or it was altered.</summary>
    SignatureWrong,

    /// <summary>The operator who signed it may not have, on its day.</summary>
    SignerNotValid,

    /// <summary>Something that the signed manifest lists is not there: the copy was cut.</summary>
    Missing,

    /// <summary>A file has another hash than the signed manifest says.</summary>
    Altered,

    /// <summary>Not as this program writes it.</summary>
    Malformed,

    /// <summary>Sealed to another certificate than the key's.</summary>
    AnotherCertificate,

    /// <summary>A part does not open, or what the parts hold is no snapshot.</summary>
    DoesNotOpen,

    /// <summary>A bundle of another ledger.</summary>
    AnotherLedger,

    /// <summary>Ledger lines are missing between the backup and a later bundle.</summary>
    Gap,

    /// <summary>A bundle tells another story than the backup.</summary>
    Fork,

    /// <summary>Entries would be lost, and nobody has said that they may be.</summary>
    EntriesLost,
}
