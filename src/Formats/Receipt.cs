namespace SecureDrop.Formats;

/// <summary>
/// What a source keeps: 24 decimal digits from the SHA-256 of the binary ciphertext and one check digit,
/// shown in five groups of five.
/// </summary>
public readonly record struct Receipt
{
    public static Receipt Of(Sha256Hash ciphertext) => throw new NotImplementedException($"{ciphertext}");

    /// <summary>As people type it: any digit script, spaces and dashes ignored.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out Receipt receipt) => throw new NotImplementedException();
}
