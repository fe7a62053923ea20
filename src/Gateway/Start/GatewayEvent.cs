namespace SecureDrop.Gateway.Start;

/// <summary>All that the gateway ever logs. Nothing in a line comes from a request, an exception or a clock; some name a setting of the operator's.</summary>
internal enum GatewayEvent
{
    Starting,
    Stopping,
    UnexpectedError,
    VaultInUse,
    VaultIdentity,
    VaultFormatNewer,
    VaultGone,
    AtRestKey,
    AtRestKeyAbsent,
    AtRestKeyMalformed,
    AtRestKeyTaken,
    AtRestKeyNotTaken,
    AtRestKeyNotUsed,
    VaultDamaged,
    StorageFull,
    StorageFailed,
    ClockSuspect,
    LockedDown,
    RestoreUnfinished,
    KeyringMissing,
    KeyringMalformed,
    KeyringFormatNewer,
    KeyringIsExample,
    KeyringExpired,
    AddressUnavailable,
    ControlSocketUnavailable,
}
