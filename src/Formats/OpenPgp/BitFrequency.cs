using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace SecureDrop.Formats.OpenPgp;

/// <summary>
/// The octet-frequency test: counts, for each of the eight bit positions, the octets that have the bit, and tells what
/// cannot be ciphertext. It sees text (its top bit is never, or in Arabic nearly always, set), base64 and runs of one octet; it does not see
/// compressed files, and does not claim to. It is there for the sender who wrapped plaintext by mistake.
/// <para>
/// A position with k of n speaks against ciphertext with n·(1 − H(k/n)) bits, H being the binary entropy. In ciphertext each bit is
/// a fair coin, so by Chernoff's bound the chance of k or more extreme on the same side is at most 2^−(those bits).
/// Refusing at 45 bits, 8 positions with two sides each: 16 · 2^−45 = 2^−41 false refusals at most, whatever the length.
/// </para>
/// </summary>
internal sealed class BitFrequency
{
    /// <summary>Bits of evidence in one position that no ciphertext shows.</summary>
    public const double Limit = 45;

    private readonly long[] _set = new long[8];
    private long _octets;

    public void Add(ReadOnlySpan<byte> octets)
    {
        _octets += octets.Length;
        var blocks = MemoryMarshal.Cast<byte, Vector256<byte>>(octets);
        foreach (var block in blocks)
        {
            var shifting = block;
            for (var position = 7; position >= 0; position--)
            {
                _set[position] += BitOperations.PopCount(shifting.ExtractMostSignificantBits());
                shifting += shifting;
            }
        }

        foreach (var octet in octets[(blocks.Length * Vector256<byte>.Count)..])
            for (var position = 0; position < 8; position++)
                _set[position] += (octet >> position) & 1;
    }

    public bool CanBeCiphertext() => !_set.Any(set => Evidence(_octets, set) >= Limit);

    /// <summary>Bits by which k of n octets with a bit set speak against a fair coin: 0 at one half, n at none or all.</summary>
    public static double Evidence(long n, long k)
    {
        if (k == 0 || k == n) return n;
        var share = (double)k / n;
        return n * (1 + share * Math.Log2(share) + (1 - share) * Math.Log2(1 - share));
    }
}
