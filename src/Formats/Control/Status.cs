using System.Text.Json.Serialization;

namespace SecureDrop.Formats.Control;

/// <summary>GET /status: what an operator sees of a running gateway.</summary>
/// <param name="Intake">open, closed, lockdown, clock or keyring.</param>
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
    /// <summary>The last day on which anybody can seal by the keyring in force.</summary>
    public DateOnly? SealsUntil { get; init; }

    /// <summary>The last day on which an operator may sign by it.</summary>
    public DateOnly? SignsUntil { get; init; }

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
