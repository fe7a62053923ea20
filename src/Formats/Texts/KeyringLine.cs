namespace SecureDrop.Formats.Texts;

/// <summary>
/// One key of a keyring. Operators have no subkey and no accept-until. A live line has From and Until; one that ended has
/// only the day of that in <see cref="EndedOn"/>.
/// </summary>
public sealed record KeyringLine
{
    private KeyringLine(KeyringRole role, Fingerprint primary, Fingerprint? subkey) => (Role, Primary, Subkey) = (role, primary, subkey);

    public KeyringRole Role { get; }
    public Fingerprint Primary { get; }
    public Fingerprint? Subkey { get; }
    public KeyringStatus Status { get; private init; }

    /// <summary>Seal-from, or the first day an operator may sign.</summary>
    public DateOnly? From { get; private init; }

    /// <summary>Seal-until, or the last day an operator may sign.</summary>
    public DateOnly? Until { get; private init; }
    public DateOnly? AcceptUntil { get; private init; }
    public DateOnly? EndedOn { get; private init; }

    /// <summary>A holder's or reviewer's encryption subkey in use.</summary>
    public static KeyringLine Sealing(KeyringRole role, Fingerprint primary, Fingerprint subkey, DateOnly from, DateOnly until, DateOnly acceptUntil) =>
        new(role, primary, subkey) { From = from, Until = until, AcceptUntil = acceptUntil };

    /// <summary>An operator's certificate, which signs bundles.</summary>
    public static KeyringLine Signing(Fingerprint primary, DateOnly from, DateOnly until) =>
        new(KeyringRole.Operator, primary, null) { From = from, Until = until };

    /// <summary>A subkey revoked or destroyed, or (without subkey) an operator's certificate revoked.</summary>
    public static KeyringLine Ended(KeyringRole role, Fingerprint primary, Fingerprint? subkey, KeyringStatus status, DateOnly day) =>
        new(role, primary, subkey) { Status = status, EndedOn = day };
}
