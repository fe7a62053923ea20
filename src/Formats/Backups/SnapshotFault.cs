namespace SecureDrop.Formats.Backups;

/// <summary>Why a snapshot is not taken: one meaning a line, in the order in which the rules are judged.</summary>
public enum SnapshotFault
{
    /// <summary>snapshot.txt, ledger.txt or keyring.asc is of a version that this program does not read yet.</summary>
    FormatNewer,

    /// <summary>The octets end before its end.</summary>
    Truncated,

    /// <summary>A member has another name, place or header than we write.</summary>
    NotCanonical,

    /// <summary>A member is longer than its kind may be.</summary>
    TooLarge,

    /// <summary>snapshot.txt is not one.</summary>
    SnapshotMalformed,
    LedgerMalformed,

    /// <summary>keyring.asc is not a keyring in its one canonical form.</summary>
    KeyringMalformed,

    /// <summary>snapshot.txt and ledger.txt do not tell the same story.</summary>
    LedgerContradicts,

    /// <summary>A ciphertext that snapshot.txt does not name, or not there.</summary>
    ItemUnknown,

    /// <summary>A ciphertext has another SHA-256 than snapshot.txt says.</summary>
    ItemAltered,

    /// <summary>Octets behind the end.</summary>
    TrailingOctets,
}
