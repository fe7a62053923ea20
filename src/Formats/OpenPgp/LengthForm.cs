namespace SecureDrop.Formats.OpenPgp;

/// <summary>How a packet's length is written. Kept so that what was read can be written again octet for octet. Source: RFC 9580 §4.2.</summary>
public enum LengthForm : byte
{
    OldOneOctet,
    OldTwoOctets,
    OldFourOctets,
    OldIndeterminate,
    NewOneOctet,
    NewTwoOctets,
    NewFiveOctets,
    NewPartial,
}
