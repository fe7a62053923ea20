using Org.BouncyCastle.Security;
using SecureDrop.Certificates;
using SecureDrop.Formats;
using SecureDrop.Tests;

namespace SecureDrop.Reviewer.Tests;

/// <summary>The people of keys-example: everything they hold, opened once for all tests.</summary>
internal static class Organisation
{
    public static DateTimeOffset Now { get; } = new(2026, 11, 25, 12, 0, 0, TimeSpan.Zero);
    public static string Keys { get; } = FindKeys();
    public static string Passphrase { get; } = File.ReadLines(Path.Combine(Keys, "passphrase.txt")).First();
    public static string KeyringFile { get; } = Path.Combine(Keys, "keyring.asc");
    public static Fingerprint Root { get; } = Certificate("root").Primary;
    public static TrustedKeyring Keyring { get; } = ReadKeyring();
    public static SigningKey Operator { get; } = SigningKeyOf("operator");
    public static Lazy<SigningKey> RootKey { get; } = new(() => SigningKeyOf("root"));
    public static Lazy<SigningKey> Stranger { get; } = new(() => SigningKeyOf("reviewer-2"));

    /// <summary>Seals to both reviewers.</summary>
    public static Sealer Sealer { get; } =
        Certificates.Sealer.For(Keyring, DateOnly.FromDateTime(Now.UtcDateTime), new SecureRandom()) ?? throw new InvalidOperationException("Nobody to seal to.");

    public static string QuickSecret(string name) => QuickKey.Of(File.ReadAllText(Path.Combine(Keys, $"{name}.secret.asc")), Passphrase);

    public static Lazy<string> Reviewer1 { get; } = new(() => QuickSecret("reviewer-1"));
    public static Lazy<string> QuickRoot { get; } = new(() => QuickSecret("root"));
    public static Lazy<string> Reviewer2 { get; } = new(() => QuickSecret("reviewer-2"));

    public static Certificate Certificate(string name) =>
        Certificates.Certificate.TryRead(File.ReadAllText(Path.Combine(Keys, $"{name}.public.asc")), Now, out var certificate, out var refusal)
            ? certificate : throw new InvalidOperationException($"{refusal}");

    private static SigningKey SigningKeyOf(string name) =>
        SigningKey.TryOpen(File.ReadAllText(Path.Combine(Keys, $"{name}.secret.asc")), Passphrase, out var key, out var refusal)
            ? key : throw new InvalidOperationException($"{refusal}");

    private static TrustedKeyring ReadKeyring() =>
        VerifiedKeyring.TryOpen(File.ReadAllBytes(KeyringFile), Root, null, DateOnly.FromDateTime(Now.UtcDateTime), out var keyring, out var refusal)
            ? keyring : throw new InvalidOperationException($"{refusal}");

    private static string FindKeys()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !Directory.Exists(Path.Combine(folder.FullName, "keys-example"))) folder = folder.Parent;
        return Path.Combine(folder?.FullName ?? throw new InvalidOperationException("The tests run from inside a checkout."), "keys-example");
    }
}
