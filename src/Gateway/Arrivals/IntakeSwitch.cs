using SecureDrop.Storage;

namespace SecureDrop.Gateway.Arrivals;

/// <summary>Whether the door is open, judged anew at each request: days pass and keyrings end while the gateway runs.</summary>
internal sealed class IntakeSwitch(bool open, Vault vault, KeyringInForce keyring)
{
    public IntakeState State =>
        !open ? IntakeState.Closed
        : vault.ClockSuspect ? IntakeState.Clock
        : keyring.Accepting is null ? IntakeState.Keyring
        : IntakeState.Open;
}
