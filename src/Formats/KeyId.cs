namespace SecureDrop.Formats;

/// <summary>A key ID: eight octets, written as 16 upper-case hexadecimal digits. Zero hides the recipient. Source: RFC 9580 §5.5.4.</summary>
public readonly record struct KeyId(ulong Value)
{
    public override string ToString() => Value.ToString("X16", System.Globalization.CultureInfo.InvariantCulture);
}
