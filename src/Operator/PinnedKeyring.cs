using SecureDrop.Certificates;

namespace SecureDrop.Operator;

/// <summary>The gateway's keyring, verified here again: the gateway has no signature code and may be hostile.</summary>
internal static class PinnedKeyring
{
    public static async Task<TrustedKeyring> OpenAsync(Desk desk, CancellationToken stop)
    {
        var pin = desk.Directory.ReadPin() ?? throw Troubles.NoPin(desk.Directory.PinFile);
        var frame = await desk.Gateway.KeyringAsync(stop) ?? throw Troubles.NoKeyring();
        return VerifiedKeyring.TryOpen(frame, pin.Root, pin, desk.Today, out var keyring, out var refusal)
            ? keyring
            : throw Troubles.KeyringRefused("the gateway's keyring", refusal, null);
    }
}
