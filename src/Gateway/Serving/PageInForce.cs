using System.Text.Json;
using SecureDrop.Formats;
using SecureDrop.Formats.Control;
using SecureDrop.Formats.Pages;
using SecureDrop.Gateway.Arrivals;
using SecureDrop.Storage;

namespace SecureDrop.Gateway.Serving;

/// <summary>
/// The page's files for the keyring in force, made when they are first asked for after an install, and what the operator says about them. No signature
/// is verified here: the gateway has no code for it. It keeps one only for the very octets that it serves.
/// </summary>
internal sealed class PageInForce(KeyringInForce keyring, Vault vault)
{
    private const int MaximumSignature = 4096;

    private static readonly PageTemplates Templates = PageTemplates.In(typeof(PageInForce).Assembly);

    private volatile ServedPage? _served, _before;

    /// <summary>The sheet of what the page's script shows.</summary>
    public static string Style { get; } = System.Text.Encoding.UTF8.GetString(Templates.Style);

    /// <summary>Null when no keyring is installed: there is nobody to seal to.</summary>
    public ServedPage? Current
    {
        get
        {
            if (keyring.Frame is not { } frame || keyring.Current is not { } current) return null;
            if (_served is { } served && ReferenceEquals(served.Frame, frame)) return served;
            // Two requests that come here together make the same octets twice.
            var made = new ServedPage(frame, PageFiles.Fill(Templates, current.Root, frame));
            if (_served is { } before && !ReferenceEquals(before.Frame, frame)) _before = before;
            return _served = made;
        }
    }

    /// <summary>A script of the page, also of the one before: a browser that has that page already asks for it a moment after an install.</summary>
    public ServedFile? Asset(string name) => Current?.Asset(name) ?? _before?.Asset(name);

    /// <summary>The operator's signature of the kit that is served now; null when it has none.</summary>
    public KitSignature? Signature =>
        vault.SignedKit is { } kept && JsonSerializer.Deserialize(kept, ControlJson.Default.KitSignature) is { } signature
        && signature.HashList == Current?.Files.HashList ? signature : null;

    /// <summary>Keeps a signature; null when it is kept.</summary>
    public async Task<KitRefusal?> KeepAsync(KitSignature signature)
    {
        if (Current is not { } served || keyring.Current is not { } current) return KitRefusal.NoKeyring;
        if (signature.HashList != served.Files.HashList) return KitRefusal.FilesDiffer;
        if (!Fingerprint.TryParse(signature.Signer, out var signer) || !current.Operators(keyring.Today).Contains(signer)) return KitRefusal.SignerUnknown;
        if (!IsArmored(signature.Signature)) return KitRefusal.Malformed;
        await vault.KeepKitAsync(JsonSerializer.SerializeToUtf8Bytes(signature, ControlJson.Default.KitSignature));
        return null;
    }

    // It is served to anybody, so it is nothing but a signature's armor.
    private static bool IsArmored(string signature) =>
        signature.Length <= MaximumSignature && signature.All(sign => sign is '\n' or (>= ' ' and <= '~'))
        && signature.StartsWith("-----BEGIN PGP SIGNATURE-----\n", StringComparison.Ordinal)
        && signature.EndsWith("\n-----END PGP SIGNATURE-----\n", StringComparison.Ordinal);
}
