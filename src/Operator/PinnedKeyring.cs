using SecureDrop.Certificates;

namespace SecureDrop.Operator;

/// <summary>The gateway's keyring, verified here again: the gateway has no signature code and may be hostile.</summary>
internal static class PinnedKeyring
{
    public static async Task<TrustedKeyring> OpenAsync(Desk desk, CancellationToken stop)
    {
        var pin = desk.Directory.ReadPin() ?? throw Troubles.NoPin(desk.Directory.PinFile);
        // In half a restore there is none either, and to install one is not what helps.
        var frame = await desk.Gateway.KeyringAsync(stop)
            ?? throw ((await desk.Gateway.StatusAsync(stop)).Intake == "restore" ? Troubles.RestoreUnfinished() : Troubles.NoKeyring());
        return VerifiedKeyring.TryOpen(frame, pin.Root, pin, desk.Today, out var keyring, out var refusal)
            ? keyring
            : throw Troubles.KeyringRefused("the gateway's keyring", refusal, null);
    }
}
