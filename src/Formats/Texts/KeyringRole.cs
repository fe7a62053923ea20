namespace SecureDrop.Formats.Texts;

/// <summary>What a primary key of the keyring may do. A holder is a reviewer whose acknowledgement a purge waits for.</summary>
public enum KeyringRole
{
    Holder,
    Reviewer,
    Operator,
}
