using SecureDrop.Formats.Texts;

namespace SecureDrop.Operator;

/// <summary>A keyring for scripts: days as yyyy-MM-dd, lines in words.</summary>
internal sealed record KeyringSummary(int Epoch, DateOnly Issued, DateOnly Expires, string Root, string Hash, IReadOnlyList<string> Lines)
{
    public static KeyringSummary Of(Keyring keyring) => new(
        keyring.Epoch, keyring.Issued, keyring.Expires, $"{keyring.Root}", $"{keyring.Hash}",
        [.. keyring.Addresses.Select(address => $"address {address}"), .. keyring.Keys.Select(KeyringWords.Line)]);
}
