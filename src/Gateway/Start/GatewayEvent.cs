namespace SecureDrop.Gateway.Start;

/// <summary>All that the gateway ever logs. Nothing in a line comes from a request, an exception or a clock.</summary>
internal enum GatewayEvent
{
    Starting,
    Stopping,
    UnexpectedError,
    VaultInUse,
    VaultIdentity,
    AtRestKey,
    VaultDamaged,
    StorageFull,
    StorageFailed,
    ClockSuspect,
    KeyringMissing,
    KeyringMalformed,
    KeyringIsExample,
    AddressInUse,
}
