using SecureDrop.Claims;
using SecureDrop.Formats;
using SecureDrop.Formats.Texts;

namespace SecureDrop.Benchmarks.Load;

/// <summary>keys-example/keyring.asc, which a gateway in Development follows.</summary>
internal static class ExampleKeyring
{
    public static IReadOnlyList<KeyId> Subkeys()
    {
        var octets = File.ReadAllBytes(Path.Combine(Checkout.Root, "keys-example", "keyring.asc"));
        if (!SignedText.TryRead(octets, out var signed, out var refusal) || !Keyring.TryRead(signed.Text.Span, out var keyring, out refusal))
            throw new InvalidDataException($"{refusal}");
        return [.. keyring.SealingSubkeys(DateOnly.FromDateTime(DateTime.UtcNow)).Select(line => line.Subkey.GetValueOrDefault().KeyId)];
    }
}
