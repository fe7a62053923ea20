namespace SecureDrop.Formats.OpenPgp;

/// <summary>
/// The points an ephemeral key must not be: with one of low order the shared secret is known to everybody, and the session
/// key with it. Seven u-coordinates: 0 and 1 (also as p and p+1), p−1, and the two of order 8. Source: RFC 7748 §7, curve25519 of D. J. Bernstein ("validate").
/// </summary>
internal static class Curve25519Point
{
    public const int Size = 32;

    private static readonly byte[][] LowOrder =
    [
        Convert.FromHexString("0000000000000000000000000000000000000000000000000000000000000000"),
        Convert.FromHexString("0100000000000000000000000000000000000000000000000000000000000000"),
        Convert.FromHexString("E0EB7A7C3B41B8AE1656E3FAF19FC46ADA098DEB9C32B1FD866205165F49B800"),
        Convert.FromHexString("5F9C95BCA3508C24B1D0B1559C83EF5B04445CC4581C8E86D8224EDDD09F1157"),
        Convert.FromHexString("ECFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF7F"),
        Convert.FromHexString("EDFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF7F"),
        Convert.FromHexString("EEFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF7F"),
    ];

    /// <param name="u">32 octets, little-endian. The top bit is ignored, as X25519 ignores it.</param>
    public static bool IsLowOrder(ReadOnlySpan<byte> u)
    {
        Span<byte> masked = stackalloc byte[Size];
        u.CopyTo(masked);
        masked[^1] &= 0x7F;
        foreach (var point in LowOrder)
            if (masked.SequenceEqual(point)) return true;
        return false;
    }
}
