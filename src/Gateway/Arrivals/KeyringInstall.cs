using SecureDrop.Formats;
using SecureDrop.Formats.Texts;
using SecureDrop.Storage;

namespace SecureDrop.Gateway.Arrivals;

/// <summary>
/// Takes the keyring that the operator's program has verified, keeps it in the vault and follows it from the next request on. What can be
/// judged without verifying a signature is judged again here.
/// </summary>
internal sealed class KeyringInstall(Vault vault, KeyringInForce inForce, bool refuseExamples) : IDisposable
{
    private readonly SemaphoreSlim _one = new(1);

    /// <summary>Follows what the vault holds; null when it holds nothing.</summary>
    public KeyringRefusal? Resume()
    {
        if (vault.SignedKeyring is not { } frame) return null;
        if (!KeyringInForce.TryRead(frame, out var keyring)) return Unread(frame);
        if (refuseExamples && ExampleCertificates.AreIn(keyring)) return KeyringRefusal.ExampleCertificates;
        inForce.Follow(keyring, frame);
        return null;
    }

    /// <summary>Whether a gateway of this kind would follow that keyring, expired or not: asked before a backup that holds it is restored.</summary>
    public KeyringRefusal? Judge(byte[] frame) => !KeyringInForce.TryRead(frame, out var keyring) ? Unread(frame)
        : refuseExamples && ExampleCertificates.AreIn(keyring) ? KeyringRefusal.ExampleCertificates : null;

    /// <param name="frame">The whole clear-signed text.</param>
    /// <param name="root">The root that the operator trusts.</param>
    public async Task<KeyringRefusal?> InstallAsync(byte[] frame, Fingerprint root)
    {
        if (!KeyringInForce.TryRead(frame, out var next)) return Unread(frame);
        if (next.Root != root) return KeyringRefusal.RootDiffers;
        if (refuseExamples && ExampleCertificates.AreIn(next)) return KeyringRefusal.ExampleCertificates;
        if (next.IsExpired(inForce.Today)) return KeyringRefusal.Expired;
        await _one.WaitAsync();
        try
        {
            if (inForce.Current is { } current)
            {
                if (next.Root != current.Root) return KeyringRefusal.RootDiffers;
                if (next.Epoch < current.Epoch) return KeyringRefusal.Older;
                if (next.Epoch == current.Epoch) return next.Hash == current.Hash ? null : KeyringRefusal.Forked;
            }

            await vault.InstallKeyringAsync(frame, next.Hash);
            inForce.Follow(next, frame);
            return null;
        }
        finally
        {
            _one.Release();
        }
    }

    public static KeyringRefusal Unread(byte[] frame) => Keyring.Version.NewerInFrame(frame) is null ? KeyringRefusal.Malformed : KeyringRefusal.FormatNewer;

    public void Dispose() => _one.Dispose();
}
