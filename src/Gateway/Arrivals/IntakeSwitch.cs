using SecureDrop.Storage;

namespace SecureDrop.Gateway.Arrivals;

/// <summary>
/// Whether the door is open, judged anew at each request: days pass, keyrings end and a lockdown may begin while the gateway runs. For that one a file is
/// looked for, so that it needs nothing of a gateway but that it still takes requests.
/// </summary>
internal sealed class IntakeSwitch(bool open, string lockdownMark, Vault vault, KeyringInForce keyring)
{
    public IntakeState State =>
        !open ? IntakeState.Closed
        : File.Exists(lockdownMark) ? IntakeState.Lockdown
        : vault.IsRestoring ? IntakeState.Restore
        : vault.ClockSuspect ? IntakeState.Clock
        : keyring.Accepting is null ? IntakeState.Keyring
        : IntakeState.Open;
}
