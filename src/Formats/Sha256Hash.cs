using System.Security.Cryptography;

namespace SecureDrop.Formats;

/// <summary>Takes octets of any length, gives the 32 of their SHA-256.</summary>
public delegate byte[] HashFunction(ReadOnlySpan<byte> octets);

/// <summary>A SHA-256 hash: 32 octets, written as 64 lower-case hexadecimal digits. Source: FIPS 180-4.</summary>
public readonly record struct Sha256Hash : IComparable<Sha256Hash>
{
    public const int Size = 32;
    private readonly UInt128 _high;
    private readonly UInt128 _low;

    /// <exception cref="ArgumentException">Not exactly 32 octets.</exception>
    public Sha256Hash(ReadOnlySpan<byte> octets)
    {
        if (octets.Length != Size) throw new ArgumentException("A SHA-256 hash is 32 octets.", nameof(octets));
        _high = System.Buffers.Binary.BinaryPrimitives.ReadUInt128BigEndian(octets);
        _low = System.Buffers.Binary.BinaryPrimitives.ReadUInt128BigEndian(octets[16..]);
    }

    /// <summary>
    /// Whose code computes it: the platform's, which on Linux is OpenSSL. The isolated machine's program loads no system library for cryptography and sets its
    /// own before it does anything else.
    /// </summary>
    public static HashFunction Function { get; set; } = static octets => SHA256.HashData(octets);

    public static Sha256Hash Of(ReadOnlySpan<byte> octets) => new(Function(octets));

    /// <summary>Reads 64 lower-case hexadecimal digits and nothing else.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out Sha256Hash hash)
    {
        hash = default;
        if (!LowerHex.TryRead(text, stackalloc byte[Size], out var octets)) return false;
        hash = new Sha256Hash(octets);
        return true;
    }

    public byte[] ToArray()
    {
        var octets = new byte[Size];
        System.Buffers.Binary.BinaryPrimitives.WriteUInt128BigEndian(octets, _high);
        System.Buffers.Binary.BinaryPrimitives.WriteUInt128BigEndian(octets.AsSpan(16), _low);
        return octets;
    }

    /// <summary>Order of the octets, which is also the order of the written form.</summary>
    public int CompareTo(Sha256Hash other) =>
        _high != other._high ? _high.CompareTo(other._high) : _low.CompareTo(other._low);

    public static bool operator <(Sha256Hash left, Sha256Hash right) => left.CompareTo(right) < 0;
    public static bool operator >(Sha256Hash left, Sha256Hash right) => left.CompareTo(right) > 0;
    public static bool operator <=(Sha256Hash left, Sha256Hash right) => left.CompareTo(right) <= 0;
    public static bool operator >=(Sha256Hash left, Sha256Hash right) => left.CompareTo(right) >= 0;

    public override string ToString() => Convert.ToHexStringLower(ToArray());
}
