namespace SecureDrop.Formats.Texts;

/// <summary>What a line of the custody log tells, in the order of its written words.</summary>
public enum CustodyAct
{
    /// <summary>The first line: of a new home, or after a log that was damaged or lost.</summary>
    Begun,

    /// <summary>A last line that a power cut had left half written was dropped.</summary>
    Mended,
    Keyring,
    SecretKey,

    /// <summary>Another ledger was taken, typed by hand.</summary>
    NewLedger,
    Opened,
    Viewed,
    Noted,
    Reported,

    /// <summary>An evidence bag is about to be made: its own copy of the log ends with this line.</summary>
    Packaging,
    Packaged,
    Acknowledged,
    Destroying,
    Backup,
    Restored,
}
