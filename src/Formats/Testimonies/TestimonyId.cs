using System.Buffers.Binary;

namespace SecureDrop.Formats.Testimonies;

/// <summary>
/// What ties the parts of one testimony together: 16 random octets, written as 32 lower-case hexadecimal digits. It never
/// stands outside the encryption.
/// </summary>
public readonly record struct TestimonyId
{
    public const int Size = 16;
    private readonly UInt128 _value;

    /// <exception cref="ArgumentException">Not exactly 16 octets.</exception>
    public TestimonyId(ReadOnlySpan<byte> octets)
    {
        if (octets.Length != Size) throw new ArgumentException("A testimony id is 16 octets.", nameof(octets));
        _value = BinaryPrimitives.ReadUInt128BigEndian(octets);
    }

    public static bool TryParse(ReadOnlySpan<char> text, out TestimonyId id)
    {
        id = default;
        if (!LowerHex.TryRead(text, stackalloc byte[Size], out var octets)) return false;
        id = new TestimonyId(octets);
        return true;
    }

    public override string ToString() => _value.ToString("x32", System.Globalization.CultureInfo.InvariantCulture);
}
