using System.Text.Json.Serialization;

namespace SecureDrop.Formats.Control;

/// <summary>GET /status: what an operator sees of a running gateway.</summary>
/// <param name="Intake">open, closed, lockdown, restore, clock or keyring.</param>
/// <param name="Environment">Development or Production.</param>
/// <param name="KeyringEpoch">Null when no keyring is installed.</param>
/// <param name="KeyringExpires">Null when no keyring is installed.</param>
/// <param name="LedgerId">32 hexadecimal digits.</param>
/// <param name="Waiting">Submissions not exported yet.</param>
/// <param name="TakenOut">Exported, not acknowledged.</param>
/// <param name="Opened">Acknowledged as opened, not purged.</param>
/// <param name="Purged">Purged, by acknowledgement or by force.</param>
/// <param name="VaultOctets">Octets of the vault's files.</param>
/// <param name="LastBundle">Number of the last bundle finished; 0 before the first.</param>
/// <param name="LedgerLine">Number of the ledger's last line; 0 before the first.</param>
/// <param name="LedgerHead">64 hexadecimal digits.</param>
/// <param name="Version">The gateway's version.</param>
public sealed record Status(
    string Intake, string Environment, int? KeyringEpoch, DateOnly? KeyringExpires, string LedgerId, int Waiting, int TakenOut, int Opened,
    int Purged, long VaultOctets, int LastBundle, int LedgerLine, string LedgerHead, string Version)
{
    /// <summary>The vault holds a keyring, whether or not it may be followed today.</summary>
    public bool HoldsKeyring { get; init; }

    /// <summary>The last day on which anybody can seal by the keyring in force.</summary>
    public DateOnly? SealsUntil { get; init; }

    /// <summary>The last day on which an operator may sign by it.</summary>
    public DateOnly? SignsUntil { get; init; }

    /// <summary>The day of the submission that has waited longest; null when none waits.</summary>
    public DateOnly? WaitingSince { get; init; }

    /// <summary>When a bundle was last finished; null when that is not known.</summary>
    public DateOnly? ExportedOn { get; init; }

    /// <summary>When an acknowledgement was last taken; null when that is not known.</summary>
    public DateOnly? AcknowledgedOn { get; init; }

    /// <summary>No line of the ledger has a later day.</summary>
    public DateOnly? LedgerDay { get; init; }

    /// <summary>Octets of the ciphertexts stored today, by the gateway's day.</summary>
    public long StoredToday { get; init; }

    /// <summary>How many octets sources may bring in this day; the last quarter is for solved puzzles.</summary>
    public long DailyOctets { get; init; }

    /// <summary>When a backup was last made; null when that is not known, as after a restore.</summary>
    public DateOnly? BackedUpOn { get; init; }

    /// <summary>The ledger's last line in that backup.</summary>
    public int? BackedUpLine { get; init; }

    /// <summary>Submissions that have come in since.</summary>
    public int? SinceBackup { get; init; }

    /// <summary>When the operator's last canary was sent; null when none was, and after a restore.</summary>
    public DateOnly? CanaryOn { get; init; }

    /// <summary>What its receipt is answered with: waiting, taken out, opened or unknown.</summary>
    public string? CanaryState { get; init; }

    /// <summary>Where sources are listened to: http://IP:PORT.</summary>
    public string? Listening { get; init; }

    /// <summary>Primary fingerprint of the operator who signed the offline kit that is served now; null when nobody has.</summary>
    public string? KitSigner { get; init; }

    /// <summary>Set by the operator's program for scripts: days after today until <see cref="SealsUntil"/>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? SealingDaysLeft { get; init; }

    /// <summary>The same until <see cref="SignsUntil"/>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? SigningDaysLeft { get; init; }

    /// <summary>The same: none, note, warning, urgent or closed, whichever of the two is worse.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Urgency { get; init; }
}
