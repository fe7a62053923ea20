using SecureDrop.Certificates;
using SecureDrop.Formats;
using SecureDrop.Formats.Texts;

namespace SecureDrop.Page.Tests;

/// <summary>keys-example, and keyrings that its root signs for a test.</summary>
internal static class ExampleOrganisation
{
    public static string Folder { get; } = Path.Combine(Vector.Root(), "keys-example");
    public static byte[] KeyringFrame { get; } = File.ReadAllBytes(Path.Combine(Folder, "keyring.asc"));
    private static readonly Lazy<SigningKey> RootKey = new(() => Key("root"));
    public static Keyring Keyring { get; } = Read(KeyringFrame);
    public static Fingerprint Root => Keyring.Root;

    /// <summary>Its next keyring, valid for 400 days as organisations make them.</summary>
    public static byte[] ShortLived { get; } = Signed(2, expires: Keyring.Issued.AddDays(400), keys: Keyring.Keys.Select(line => line.Subkey is { } subkey
        ? KeyringLine.Sealing(line.Role, line.Primary, subkey, Keyring.Issued, Keyring.Issued.AddDays(365), Keyring.Issued.AddDays(400))
        : KeyringLine.Signing(line.Primary, Keyring.Issued, Keyring.Issued.AddDays(365))));

    /// <summary>What is put in the marked place, and what the sealing side takes.</summary>
    public static string Baked(byte[] frame) => $"{Root}\n{System.Text.Encoding.UTF8.GetString(frame)}";

    /// <summary>A keyring that follows the example's, with other days; signed by the root, or by another key in its name.</summary>
    public static byte[] Signed(int epoch, DateOnly? issued = null, DateOnly? expires = null, Sha256Hash? previous = null, IEnumerable<KeyringLine>? keys = null, string signer = "root")
    {
        var keyring = Keyring.Compose(
            epoch, issued ?? Keyring.Issued, expires ?? Keyring.Expires, epoch == 1 ? null : previous ?? Keyring.Hash, Root, Keyring.Addresses,
            keys ?? Keyring.Keys, Keyring.Certificates);
        using var other = signer == "root" ? null : Key(signer);
        return (other ?? RootKey.Value).Sign(keyring.Text.Span, new DateTimeOffset(keyring.Issued.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero)).Write();
    }

    public static Keyring Read(byte[] frame)
    {
        Assert.True(SignedText.TryRead(frame, out var text, out _));
        Assert.True(Keyring.TryRead(text.Text.Span, out var keyring, out _));
        return keyring;
    }

    private static SigningKey Key(string name) =>
        SigningKey.TryOpen(File.ReadAllText(Path.Combine(Folder, $"{name}.secret.asc")), File.ReadLines(Path.Combine(Folder, "passphrase.txt")).First(), out var key, out var refusal)
            ? key : throw new InvalidOperationException($"{refusal}");
}
