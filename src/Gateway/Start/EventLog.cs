namespace SecureDrop.Gateway.Start;

/// <summary>The only log: fixed lines on stderr. The frameworks' own logging has no provider, so it writes nothing anywhere.</summary>
internal sealed class EventLog(TextWriter writer)
{
    public void Write(GatewayEvent happened) => writer.WriteLine($"securedrop-gateway: {Line(happened)}");

    private static string Line(GatewayEvent happened) => happened switch
    {
        GatewayEvent.Starting => "starting",
        GatewayEvent.Stopping => "stopping",
        GatewayEvent.UnexpectedError => "unexpected_error: a request met a bug",
        GatewayEvent.VaultInUse => "vault_in_use: another process holds the vault",
        GatewayEvent.VaultIdentity => "vault_identity: the files in the data directory are not of one vault",
        GatewayEvent.AtRestKey => "at_rest_key: the key is missing, or not the one of this vault",
        GatewayEvent.VaultDamaged => "vault_damaged: octets that were durable have changed",
        GatewayEvent.StorageFull => "storage_full: make room on the volume",
        GatewayEvent.StorageFailed => "storage_failed: reading or writing failed; start again and look at the disk",
        GatewayEvent.ClockSuspect => "clock: it jumped by more than 30 days; intake is closed until it is set right or confirmed",
        GatewayEvent.KeyringMissing => "keyring: none installed; intake is closed (operator keyring install)",
        GatewayEvent.KeyringMalformed => "keyring: the file is not a keyring in its canonical form, or not of this root",
        GatewayEvent.KeyringIsExample => "keyring: it holds example certificates, which are for Development only; intake is closed",
        GatewayEvent.AddressInUse => "address: the port or the control socket cannot be listened on",
        _ => throw new ArgumentOutOfRangeException(nameof(happened)),
    };
}
