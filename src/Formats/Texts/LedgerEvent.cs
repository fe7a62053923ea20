namespace SecureDrop.Formats.Texts;

/// <summary>What a ledger line tells; written in lower case.</summary>
public enum LedgerEvent
{
    Stored,
    Exported,
    Acknowledged,
    Purged,
    Forced,
    Keyring,
}
