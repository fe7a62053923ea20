namespace SecureDrop.Formats;

/// <summary>
/// A version 4 fingerprint of a primary key or subkey: 20 octets, written as 40 upper-case hexadecimal digits.
/// Source: RFC 9580 §5.5.4.2.
/// </summary>
public readonly record struct Fingerprint
{
    public const int Size = 20;
    private readonly string _hex;

    private Fingerprint(string hex) => _hex = hex;

    /// <exception cref="ArgumentException">Not exactly 20 octets.</exception>
    public Fingerprint(ReadOnlySpan<byte> octets)
    {
        if (octets.Length != Size) throw new ArgumentException("A version 4 fingerprint is 20 octets.", nameof(octets));
        _hex = Convert.ToHexString(octets);
    }

    /// <summary>The last eight octets: a label to look a key up by, never a reason to trust it.</summary>
    public KeyId KeyId => new(ulong.Parse(_hex.AsSpan(24), System.Globalization.NumberStyles.HexNumber, null));

    /// <summary>As a person types it: 40 hexadecimal digits of either case, spaces ignored.</summary>
    public static bool TryParseTyped(ReadOnlySpan<char> text, out Fingerprint fingerprint) =>
        TryParse(text.ToString().Replace(" ", "", StringComparison.Ordinal).ToUpperInvariant(), out fingerprint);

    /// <summary>The one written form: 40 upper-case hexadecimal digits.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out Fingerprint fingerprint)
    {
        fingerprint = default;
        if (text.Length != Size * 2 || text.ContainsAnyExcept("0123456789ABCDEF")) return false;
        fingerprint = new Fingerprint(text.ToString());
        return true;
    }

    /// <summary>Ten groups of four, for people to compare.</summary>
    public string Grouped()
    {
        var hex = _hex;
        return string.Join(' ', Enumerable.Range(0, 10).Select(i => hex.Substring(i * 4, 4)));
    }

    public override string ToString() => _hex;
}
