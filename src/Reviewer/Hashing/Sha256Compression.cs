using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using static System.Numerics.BitOperations;

namespace SecureDrop.Reviewer.Hashing;

/// <summary>
/// SHA-256 in words that four at a time go through the processor's vector unit, as far as the algorithm lets them: four messages in all they have, one
/// message in the schedules of four blocks. Source: FIPS 180-4 §6.2.
/// </summary>
internal readonly struct Sha256Compression : ICompression
{
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
        ReadOnlySpan<uint> words = MemoryMarshal.Cast<Vector128<uint>, uint>(schedule);
        while (!blocks.IsEmpty)
        {
            // Where fewer than four are left, the last stands for those that are not there.
            var count = Math.Min(Lanes.Count, blocks.Length / Lanes.Block);
            Expand(schedule, blocks, Math.Min(1, count - 1) * Lanes.Block, Math.Min(2, count - 1) * Lanes.Block, (count - 1) * Lanes.Block);
            for (var lane = 0; lane < count; lane++) Compress(state, words[lane..]);
            blocks = blocks[(count * Lanes.Block)..];
        }
    }

    [SkipLocalsInit]
    public static void Four(Span<uint> states, ReadOnlySpan<byte> first, ReadOnlySpan<byte> second, ReadOnlySpan<byte> third, ReadOnlySpan<byte> fourth)
    {
        Span<Vector128<uint>> schedule = stackalloc Vector128<uint>[Rounds];
        for (var at = 0; at < first.Length; at += Lanes.Block)
        {
            Lanes.Load(schedule, first[at..], second[at..], third[at..], fourth[at..]);
            Expand(schedule);
            Compress(states, schedule);
        }
    }

    private static void Expand(Span<Vector128<uint>> schedule, ReadOnlySpan<byte> blocks, int second, int third, int fourth)
    {
        Lanes.Load(schedule, blocks, blocks[second..], blocks[third..], blocks[fourth..]);
        Expand(schedule);
    }

    /// <summary>The message schedules, the constants added.</summary>
    private static void Expand(Span<Vector128<uint>> schedule)
    {
        var k = K;
        for (var t = 16; t < schedule.Length; t++)
        {
            var (near, far) = (schedule[t - 2], schedule[t - 15]);
            schedule[t] = schedule[t - 16] + schedule[t - 7]
                + (Lanes.Right(near, 17) ^ Lanes.Right(near, 19) ^ Vector128.ShiftRightLogical(near, 10))
                + (Lanes.Right(far, 7) ^ Lanes.Right(far, 18) ^ Vector128.ShiftRightLogical(far, 3));
            schedule[t - 16] += Vector128.Create(k[t - 16]);
        }

        for (var t = Rounds - 16; t < Rounds; t++) schedule[t] += Vector128.Create(k[t]);
    }

    private static void Compress(Span<uint> states, ReadOnlySpan<Vector128<uint>> words)
    {
        var (a, b, c, d) = (Lanes.Gather(states, Words, 0), Lanes.Gather(states, Words, 1), Lanes.Gather(states, Words, 2), Lanes.Gather(states, Words, 3));
        var (e, f, g, h) = (Lanes.Gather(states, Words, 4), Lanes.Gather(states, Words, 5), Lanes.Gather(states, Words, 6), Lanes.Gather(states, Words, 7));
        for (; words.Length >= 8; words = words[8..])
        {
            // Eight rounds without moving a word: each takes the names one further.
            Round(a, b, c, ref d, e, f, g, ref h, words[0]);
            Round(h, a, b, ref c, d, e, f, ref g, words[1]);
            Round(g, h, a, ref b, c, d, e, ref f, words[2]);
            Round(f, g, h, ref a, b, c, d, ref e, words[3]);
            Round(e, f, g, ref h, a, b, c, ref d, words[4]);
            Round(d, e, f, ref g, h, a, b, ref c, words[5]);
            Round(c, d, e, ref f, g, h, a, ref b, words[6]);
            Round(b, c, d, ref e, f, g, h, ref a, words[7]);
        }

        Lanes.Add(states, [a, b, c, d, e, f, g, h]);
    }

    /// <param name="state">Of one message.</param>
    /// <param name="words">Its schedule: every fourth word.</param>
    private static void Compress(Span<uint> state, ReadOnlySpan<uint> words)
    {
        var (a, b, c, d) = (state[0], state[1], state[2], state[3]);
        var (e, f, g, h) = (state[4], state[5], state[6], state[7]);
        for (var t = 0; t < Rounds / 8; t++)
        {
            var eight = words.Slice(t * 8 * Lanes.Count, 7 * Lanes.Count + 1);
            Round(a, b, c, ref d, e, f, g, ref h, eight[0]);
            Round(h, a, b, ref c, d, e, f, ref g, eight[Lanes.Count]);
            Round(g, h, a, ref b, c, d, e, ref f, eight[2 * Lanes.Count]);
            Round(f, g, h, ref a, b, c, d, ref e, eight[3 * Lanes.Count]);
            Round(e, f, g, ref h, a, b, c, ref d, eight[4 * Lanes.Count]);
            Round(d, e, f, ref g, h, a, b, ref c, eight[5 * Lanes.Count]);
            Round(c, d, e, ref f, g, h, a, ref b, eight[6 * Lanes.Count]);
            Round(b, c, d, ref e, f, g, h, ref a, eight[7 * Lanes.Count]);
        }

        (state[0], state[1], state[2], state[3]) = (state[0] + a, state[1] + b, state[2] + c, state[3] + d);
        (state[4], state[5], state[6], state[7]) = (state[4] + e, state[5] + f, state[6] + g, state[7] + h);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Round(
        Vector128<uint> a, Vector128<uint> b, Vector128<uint> c, ref Vector128<uint> d, Vector128<uint> e, Vector128<uint> f, Vector128<uint> g, ref Vector128<uint> h,
        Vector128<uint> word)
    {
        h += (Lanes.Right(e, 6) ^ Lanes.Right(e, 11) ^ Lanes.Right(e, 25)) + (g ^ (e & (f ^ g))) + word;
        d += h;
        h += (Lanes.Right(a, 2) ^ Lanes.Right(a, 13) ^ Lanes.Right(a, 22)) + ((a & b) | (c & (a | b)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Round(uint a, uint b, uint c, ref uint d, uint e, uint f, uint g, ref uint h, uint word)
    {
        h += (RotateRight(e, 6) ^ RotateRight(e, 11) ^ RotateRight(e, 25)) + (g ^ (e & (f ^ g))) + word;
        d += h;
        h += (RotateRight(a, 2) ^ RotateRight(a, 13) ^ RotateRight(a, 22)) + ((a & b) | (c & (a | b)));
    }
}
