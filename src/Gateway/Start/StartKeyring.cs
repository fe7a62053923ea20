using SecureDrop.Formats.Texts;
using SecureDrop.Gateway.Arrivals;

namespace SecureDrop.Gateway.Start;

/// <summary>
/// Development only: the keyring named at start goes into the vault as if the operator had installed it, with its grammar checked and no more.
/// The pin file is then written too, so that the operator's commands work at once.
/// </summary>
internal static class StartKeyring
{
    public static async Task InstallAsync(string file, GatewaySettings settings, KeyringInstall install, KeyringInForce inForce)
    {
        if (!File.Exists(file)) return;
        var frame = await File.ReadAllBytesAsync(file);
        if (!KeyringInForce.TryRead(frame, out var keyring))
        {
            settings.Log.Write(EventOf(KeyringInstall.Unread(frame)));
            return;
        }

        // The vault may have gone further than the file since: then it stays there.
        var refused = await install.InstallAsync(frame, settings.Root ?? keyring.Root);
        if (refused is { } refusal and not KeyringRefusal.Older) settings.Log.Write(EventOf(refusal));
        if (inForce.Current is not { } current) return;
        var pin = Path.Combine(settings.Data, Formats.Control.DataFiles.Pin);
        await File.WriteAllBytesAsync(pin, new Pin(current.Root, current.Epoch, current.Hash).Write());
        File.SetUnixFileMode(pin, UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    public static GatewayEvent EventOf(KeyringRefusal refusal) => refusal switch
    {
        KeyringRefusal.ExampleCertificates => GatewayEvent.KeyringIsExample,
        KeyringRefusal.FormatNewer => GatewayEvent.KeyringFormatNewer,
        KeyringRefusal.Expired => GatewayEvent.KeyringExpired,
        _ => GatewayEvent.KeyringMalformed,
    };
}
