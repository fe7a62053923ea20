namespace SecureDrop.Formats.Texts;

/// <summary>What became of an entry on the isolated machine; written in lower case. Only opened moves a receipt.</summary>
public enum Outcome
{
    Opened,
    Incomplete,
    Failed,
}
