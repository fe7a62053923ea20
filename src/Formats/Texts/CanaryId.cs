using System.Buffers.Binary;

namespace SecureDrop.Formats.Texts;

/// <summary>What tells one canary from another: 16 random octets, written as 32 lower-case hexadecimal digits.</summary>
public readonly record struct CanaryId
{
    public const int Size = 16;
    private readonly UInt128 _value;

    /// <exception cref="ArgumentException">Not exactly 16 octets.</exception>
    public CanaryId(ReadOnlySpan<byte> octets)
    {
        if (octets.Length != Size) throw new ArgumentException("A canary's id is 16 octets.", nameof(octets));
        _value = BinaryPrimitives.ReadUInt128BigEndian(octets);
    }

    public static bool TryParse(ReadOnlySpan<char> text, out CanaryId id)
    {
        id = default;
        if (!LowerHex.TryRead(text, stackalloc byte[Size], out var octets)) return false;
        id = new CanaryId(octets);
        return true;
    }

    public override string ToString() => _value.ToString("x32", System.Globalization.CultureInfo.InvariantCulture);
}
