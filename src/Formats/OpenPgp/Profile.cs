namespace SecureDrop.Formats.OpenPgp;

/// <summary>The accepted OpenPGP profile: what the gateway takes and the reviewer's program opens.</summary>
public static class Profile
{
    /// <summary>Largest message, in binary octets.</summary>
    public const int MaximumOctets = 64 << 20;

    public const int MaximumRecipients = 16;
}
