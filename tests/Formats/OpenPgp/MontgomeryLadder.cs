using System.Numerics;

namespace SecureDrop.Tests.Formats.OpenPgp;

/// <summary>X25519's arithmetic by the book (RFC 7748 §5), so that the list of low-order points is checked and not repeated.</summary>
internal static class MontgomeryLadder
{
    private static readonly BigInteger P = BigInteger.Pow(2, 255) - 19;

    /// <summary>The u-coordinate of eight times the point; 0 for the neutral element, as X25519 has it.</summary>
    public static BigInteger TimesEight(byte[] u)
    {
        var x = new BigInteger(u, isUnsigned: true) & (BigInteger.One << 255) - 1;
        var (X, Z) = (x % P, BigInteger.One);
        for (var doubling = 0; doubling < 3; doubling++)
        {
            var (sum, difference) = (BigInteger.ModPow(X + Z, 2, P), BigInteger.ModPow(P + X - Z, 2, P));
            var e = (P + sum - difference) % P;
            (X, Z) = (sum * difference % P, e * (sum + 121665 * e) % P);
        }

        return X * BigInteger.ModPow(Z, P - 2, P) % P;
    }
}
