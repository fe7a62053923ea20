using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using static System.Numerics.BitOperations;

namespace SecureDrop.Reviewer.Hashing;

/// <summary>
/// SHA-256 in words that four at a time go through the processor's vector unit, as far as the algorithm lets them: four messages in all they have, one
/// message in the schedules of four blocks. Source: FIPS 180-4 §6.2.
/// </summary>
internal readonly struct Sha256Compression : ICompression
{
    private const int Block = 64;
    private const int Words = 8;
    private const int Rounds = 64;

    private static ReadOnlySpan<uint> K =>
    [
        0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5, 0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
        0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da, 0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
        0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85, 0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
        0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3, 0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
    ];

    public static ReadOnlySpan<uint> Start => [0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19];

    [SkipLocalsInit]
    public static void One(Span<uint> state, ReadOnlySpan<byte> blocks)
    {
        Span<Vector128<uint>> schedule = stackalloc Vector128<uint>[Rounds];
        Span<uint> words = stackalloc uint[Rounds];
        for (; !blocks.IsEmpty; blocks = blocks[Math.Min(4 * Block, blocks.Length)..])
        {
            // Fewer than four are left: the last stands for those that are not there.
            var count = Math.Min(4, blocks.Length / Block);
            ReadOnlySpan<byte> Of(int at, ReadOnlySpan<byte> all) => all.Slice(Math.Min(at, count - 1) * Block, Block);
            Expand(schedule, Of(0, blocks), Of(1, blocks), Of(2, blocks), Of(3, blocks));
            for (var lane = 0; lane < count; lane++)
            {
                for (var t = 0; t < Rounds; t++) words[t] = schedule[t][lane];
                Compress(state, words);
            }
        }
    }

    [SkipLocalsInit]
    public static void Four(Span<uint> states, ReadOnlySpan<byte> first, ReadOnlySpan<byte> second, ReadOnlySpan<byte> third, ReadOnlySpan<byte> fourth)
    {
        Span<Vector128<uint>> schedule = stackalloc Vector128<uint>[Rounds];
        for (var at = 0; at < first.Length; at += Block)
        {
            Expand(schedule, first.Slice(at, Block), second.Slice(at, Block), third.Slice(at, Block), fourth.Slice(at, Block));
            Compress(states, schedule);
        }
    }

    /// <summary>The message schedule of four blocks, the constants added.</summary>
    private static void Expand(Span<Vector128<uint>> schedule, ReadOnlySpan<byte> first, ReadOnlySpan<byte> second, ReadOnlySpan<byte> third, ReadOnlySpan<byte> fourth)
    {
        for (var t = 0; t < 16; t++) schedule[t] = Lanes.Load(first, second, third, fourth, 4 * t);
        for (var t = 16; t < Rounds; t++)
        {
            var (near, far) = (schedule[t - 2], schedule[t - 15]);
            schedule[t] = schedule[t - 16] + schedule[t - 7]
                + (Lanes.Right(near, 17) ^ Lanes.Right(near, 19) ^ Vector128.ShiftRightLogical(near, 10))
                + (Lanes.Right(far, 7) ^ Lanes.Right(far, 18) ^ Vector128.ShiftRightLogical(far, 3));
        }

        for (var t = 0; t < Rounds; t++) schedule[t] += Vector128.Create(K[t]);
    }

    private static void Compress(Span<uint> states, ReadOnlySpan<Vector128<uint>> schedule)
    {
        Vector128<uint> Word(int at, Span<uint> from) => Lanes.Gather(from, Words, at);
        var (a, b, c, d) = (Word(0, states), Word(1, states), Word(2, states), Word(3, states));
        var (e, f, g, h) = (Word(4, states), Word(5, states), Word(6, states), Word(7, states));
        foreach (var word in schedule)
        {
            var one = h + (Lanes.Right(e, 6) ^ Lanes.Right(e, 11) ^ Lanes.Right(e, 25)) + (g ^ (e & (f ^ g))) + word;
            var two = (Lanes.Right(a, 2) ^ Lanes.Right(a, 13) ^ Lanes.Right(a, 22)) + ((a & b) | (c & (a | b)));
            (h, g, f, e, d, c, b, a) = (g, f, e, d + one, c, b, a, one + two);
        }

        var sums = (ReadOnlySpan<Vector128<uint>>)[a, b, c, d, e, f, g, h];
        for (var at = 0; at < Words; at++) Lanes.Add(states, Words, at, sums[at]);
    }

    private static void Compress(Span<uint> state, ReadOnlySpan<uint> words)
    {
        var (a, b, c, d) = (state[0], state[1], state[2], state[3]);
        var (e, f, g, h) = (state[4], state[5], state[6], state[7]);
        for (var t = 0; t <= words.Length - 8; t += 8)
        {
            // Eight rounds without moving a word: each takes the names one further.
            Round(a, b, c, ref d, e, f, g, ref h, words[t]);
            Round(h, a, b, ref c, d, e, f, ref g, words[t + 1]);
            Round(g, h, a, ref b, c, d, e, ref f, words[t + 2]);
            Round(f, g, h, ref a, b, c, d, ref e, words[t + 3]);
            Round(e, f, g, ref h, a, b, c, ref d, words[t + 4]);
            Round(d, e, f, ref g, h, a, b, ref c, words[t + 5]);
            Round(c, d, e, ref f, g, h, a, ref b, words[t + 6]);
            Round(b, c, d, ref e, f, g, h, ref a, words[t + 7]);
        }

        (state[0], state[1], state[2], state[3]) = (state[0] + a, state[1] + b, state[2] + c, state[3] + d);
        (state[4], state[5], state[6], state[7]) = (state[4] + e, state[5] + f, state[6] + g, state[7] + h);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Round(uint a, uint b, uint c, ref uint d, uint e, uint f, uint g, ref uint h, uint word)
    {
        h += (RotateRight(e, 6) ^ RotateRight(e, 11) ^ RotateRight(e, 25)) + (g ^ (e & (f ^ g))) + word;
        d += h;
        h += (RotateRight(a, 2) ^ RotateRight(a, 13) ^ RotateRight(a, 22)) + ((a & b) | (c & (a | b)));
    }
}
