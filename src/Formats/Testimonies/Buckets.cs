using System.Numerics;

namespace SecureDrop.Formats.Testimonies;

/// <summary>Sizes of a part's tar slice and the padding of their number, so that a length tells little.</summary>
public static class Buckets
{
    /// <summary>Octets of a slice, ascending: 16 KiB, 64 KiB, 256 KiB, 1 MiB, 4 MiB.</summary>
    public static IReadOnlyList<int> Sizes { get; } = [16 << 10, 64 << 10, 256 << 10, 1 << 20, 4 << 20];

    public const int Largest = 4 << 20;

    /// <summary>The smallest bucket that holds so many octets, or the largest.</summary>
    public static int For(long octets) => Sizes.FirstOrDefault(size => octets <= size, Largest);

    /// <summary>Padmé: rounds up so that only the leading bits of a number show. Source: Nikitin et al., PURBs, PETS 2019, §4.</summary>
    public static long Pad(long number)
    {
        if (number < 2) return number;
        var exponent = BitOperations.Log2((ulong)number);
        var kept = BitOperations.Log2((uint)exponent) + 1;
        var mask = (1L << (exponent - kept)) - 1;
        return (number + mask) & ~mask;
    }
}
