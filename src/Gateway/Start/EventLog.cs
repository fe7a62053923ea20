using SecureDrop.Formats;
using SecureDrop.Formats.Control;

namespace SecureDrop.Gateway.Start;

/// <summary>The only log: fixed lines on stderr. The frameworks' own logging has no provider, so it writes nothing anywhere.</summary>
internal sealed class EventLog(TextWriter writer)
{
    /// <param name="happened">What happened.</param>
    /// <param name="setting">The address or file it is about, as the operator has set it; nothing that came from anywhere else.</param>
    public void Write(GatewayEvent happened, string setting = "") => writer.WriteLine($"securedrop-gateway: {Line(happened, setting)}");

    private static string Line(GatewayEvent happened, string setting) => happened switch
    {
        GatewayEvent.Starting => "starting",
        GatewayEvent.Stopping => "stopping",
        GatewayEvent.UnexpectedError => "unexpected_error: a request met a bug",
        GatewayEvent.VaultInUse => "vault_in_use: another process holds the vault, most likely a gateway that runs already; use that one, or end it first, or name another vault with --data",
        GatewayEvent.VaultIdentity => "vault_identity: the files in the data directory are not of one vault, or not of one day: put back those that belong together, or restore a backup into a new, empty directory",
        GatewayEvent.VaultFormatNewer => $"{NewerFormat.Code}: a newer SecureDrop.Net has written the vault, and this program does not read it; nothing was changed; install that version or a later one",
        GatewayEvent.VaultGone =>
            "vault_gone: keyring.pin, vault.ballast or vault.damaged is in the data directory and no vault is: put the vault's files back, or restore a backup into a new, empty directory; "
            + "if a new vault is meant, take those away",
        GatewayEvent.AtRestKey => "at_rest_key: the key is not the one of this vault",
        GatewayEvent.AtRestKeyAbsent => $"at_rest_key: {setting} is not there or may not be read; see --at-rest-key",
        GatewayEvent.AtRestKeyMalformed => $"at_rest_key: {setting} does not hold {Storage.VaultOptions.AtRestKeySize} octets; see --at-rest-key",
        GatewayEvent.AtRestKeyTaken => $"at_rest_key: the vault opened with {setting}{AtRestKey.Next}, which has taken the place of {setting}: the rotation is done",
        GatewayEvent.AtRestKeyNotTaken =>
            $"at_rest_key: the vault opened with {setting}{AtRestKey.Next}, which cannot take the place of {setting} from here; finish it where the key comes from: "
            + "securedrop-operator at-rest-key rotate --key FILE",
        GatewayEvent.AtRestKeyNotUsed =>
            $"at_rest_key: {setting}{AtRestKey.Next} was left by a rotation that did not come to its end, and is not used; give securedrop-operator at-rest-key rotate again",
        GatewayEvent.VaultDamaged => "vault_damaged: octets that were durable have changed; before all else keep a copy of the data directory, and look at the disk; then restore a backup into a new directory, "
            + "or, to go on with what is left, remove vault.damaged where it is there",
        GatewayEvent.StorageFull => "storage_full: make room on the volume",
        GatewayEvent.StorageFailed => "storage_failed: reading or writing failed; start again and look at the disk",
        GatewayEvent.ClockSuspect => "clock: it jumped by more than 30 days; intake is closed until it is set right or confirmed",
        GatewayEvent.LockedDown => $"lockdown: {setting} is there, so intake is closed; give securedrop-operator lockdown again, or remove that file",
        GatewayEvent.RestoreUnfinished => "restore: begun and not ended; intake is closed (give securedrop-operator restore once more)",
        GatewayEvent.KeyringMissing => "keyring: none installed; intake is closed (securedrop-operator keyring install)",
        GatewayEvent.KeyringMalformed => "keyring: the file is not a keyring in its canonical form, or not of this root",
        GatewayEvent.KeyringFormatNewer => $"{NewerFormat.Code}: the keyring is of a format that needs a newer SecureDrop.Net",
        GatewayEvent.KeyringIsExample => "keyring: it holds example certificates, which are for Development only; intake is closed",
        GatewayEvent.KeyringExpired => "keyring: the one in the file has expired, by the clock of this machine",
        GatewayEvent.AddressUnavailable => $"address: {setting} cannot be listened on, perhaps another program has it; name another with --urls",
        GatewayEvent.ControlSocketUnavailable => $"control_socket: {setting} cannot be made; see who may write to the vault's directory, and that it can hold sockets",
        _ => throw new ArgumentOutOfRangeException(nameof(happened)),
    };
}
