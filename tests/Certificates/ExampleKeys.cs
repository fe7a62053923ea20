using System.Collections.Concurrent;

namespace SecureDrop.Certificates.Tests;

/// <summary>The keys of keys-example/, which protect nothing.</summary>
internal static class ExampleKeys
{
    private static readonly ConcurrentDictionary<string, SigningKey> Opened = new();

    public static DateTimeOffset Now { get; } = new(2026, 11, 23, 15, 4, 5, TimeSpan.Zero);
    public static DateOnly Today { get; } = new(2026, 11, 23);
    public static string Folder { get; } = Path.Combine(Checkout(AppContext.BaseDirectory), "keys-example");

    public static string Read(string file) => File.ReadAllText(Path.Combine(Folder, file));

    public static string PathOf(string file) => Path.Combine(Folder, file);

    public static string Passphrase { get; } = Read("passphrase.txt").TrimEnd('\n');

    public static Certificate Certificate(string name) =>
        Certificates.Certificate.TryRead(Read(name + ".public.asc"), Now, out var certificate, out var refusal)
            ? certificate
            : throw new InvalidOperationException($"{name}: {refusal}");

    /// <summary>Opened once: the passphrase is slow by design. Not to be disposed.</summary>
    public static SigningKey Secret(string name) => Opened.GetOrAdd(name, OpenSecret);

    public static SigningKey OpenSecret(string name) =>
        SigningKey.TryOpen(Read(name + ".secret.asc"), Passphrase, out var key, out var refusal) ? key : throw new InvalidOperationException($"{name}: {refusal}");

    public static TrustedKeyring Keyring { get; } =
        VerifiedKeyring.TryOpen(File.ReadAllBytes(PathOf("keyring.asc")), Certificate("root").Primary, null, Today, out var keyring, out var refusal)
            ? keyring
            : throw new InvalidOperationException(refusal.ToString());

    private static string Checkout(string folder) =>
        File.Exists(Path.Combine(folder, "SecureDrop.Net.sln")) ? folder
        : Checkout(Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("The tests run from a checkout."));
}
