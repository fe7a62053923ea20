using System.Text.Json.Serialization;
using SecureDrop.Formats.Texts;

namespace SecureDrop.Operator;

/// <summary>A keyring for scripts: days as yyyy-MM-dd, lines in words.</summary>
internal sealed record KeyringSummary(int Epoch, DateOnly Issued, DateOnly Expires, string Root, string Hash, IReadOnlyList<string> Lines)
{
    /// <summary>After an install: SHA-256 of the offline kit made with it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? KitSha256 { get; init; }

    /// <summary>After an install: the operator who has signed the kit; absent when nobody has.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? KitSigner { get; init; }

    public static KeyringSummary Of(Keyring keyring) => new(
        keyring.Epoch, keyring.Issued, keyring.Expires, $"{keyring.Root}", $"{keyring.Hash}",
        [.. keyring.Addresses.Select(address => $"address {address}"), .. keyring.Keys.Select(KeyringWords.Line)]);
}
