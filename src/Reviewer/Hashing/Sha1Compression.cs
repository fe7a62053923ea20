using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using static System.Numerics.BitOperations;

namespace SecureDrop.Reviewer.Hashing;

/// <summary>
/// SHA-1, which SEIPD version 1 asks for (RFC 9580 §5.13.1), in the same two ways as <see cref="Sha256Compression"/>. Source: FIPS 180-4 §6.1.
/// </summary>
internal readonly struct Sha1Compression : ICompression
{
    private const int Words = 5;
    private const int Rounds = 80;

    /// <summary>Rounds that mix in the same way.</summary>
    private const int Quarter = Rounds / 4;

    public static ReadOnlySpan<uint> Start => [0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0];

    private static ReadOnlySpan<uint> K => [0x5a827999, 0x6ed9eba1, 0x8f1bbcdc, 0xca62c1d6];

    [SkipLocalsInit]
    public static void One(Span<uint> state, ReadOnlySpan<byte> blocks)
    {
        Span<Vector128<uint>> schedule = stackalloc Vector128<uint>[Rounds];
        ReadOnlySpan<uint> words = MemoryMarshal.Cast<Vector128<uint>, uint>(schedule);
        while (!blocks.IsEmpty)
        {
            // Where fewer than four are left, the last stands for those that are not there.
            var count = Math.Min(Lanes.Count, blocks.Length / Lanes.Block);
            Lanes.Load(schedule, blocks, blocks[(Math.Min(1, count - 1) * Lanes.Block)..], blocks[(Math.Min(2, count - 1) * Lanes.Block)..], blocks[((count - 1) * Lanes.Block)..]);
            Expand(schedule);
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

    /// <summary>The message schedules, the constants added.</summary>
    private static void Expand(Span<Vector128<uint>> schedule)
    {
        for (var t = 16; t < schedule.Length; t++) schedule[t] = Lanes.Right(schedule[t - 3] ^ schedule[t - 8] ^ schedule[t - 14] ^ schedule[t - 16], 31);
        for (var quarter = 0; quarter < 4; quarter++)
            foreach (ref var word in schedule.Slice(quarter * Quarter, Quarter)) word += Vector128.Create(K[quarter]);
    }

    private static void Compress(Span<uint> states, ReadOnlySpan<Vector128<uint>> words)
    {
        var (a, b, c) = (Lanes.Gather(states, Words, 0), Lanes.Gather(states, Words, 1), Lanes.Gather(states, Words, 2));
        var (d, e) = (Lanes.Gather(states, Words, 3), Lanes.Gather(states, Words, 4));
        for (var t = 0; t < Rounds; t += 5)
        {
            // Five rounds without moving a word: each takes the names one further.
            var five = words.Slice(t, 5);
            Round(t, a, ref b, c, d, ref e, five[0]);
            Round(t, e, ref a, b, c, ref d, five[1]);
            Round(t, d, ref e, a, b, ref c, five[2]);
            Round(t, c, ref d, e, a, ref b, five[3]);
            Round(t, b, ref c, d, e, ref a, five[4]);
        }

        Lanes.Add(states, [a, b, c, d, e]);
    }

    /// <param name="state">Of one message.</param>
    /// <param name="words">Its schedule: every fourth word.</param>
    private static void Compress(Span<uint> state, ReadOnlySpan<uint> words)
    {
        var (a, b, c, d, e) = (state[0], state[1], state[2], state[3], state[4]);
        for (var t = 0; t < Rounds; t += 5)
        {
            var five = words.Slice(t * Lanes.Count, 4 * Lanes.Count + 1);
            Round(t, a, ref b, c, d, ref e, five[0]);
            Round(t, e, ref a, b, c, ref d, five[Lanes.Count]);
            Round(t, d, ref e, a, b, ref c, five[2 * Lanes.Count]);
            Round(t, c, ref d, e, a, ref b, five[3 * Lanes.Count]);
            Round(t, b, ref c, d, e, ref a, five[4 * Lanes.Count]);
        }

        (state[0], state[1], state[2], state[3], state[4]) = (state[0] + a, state[1] + b, state[2] + c, state[3] + d, state[4] + e);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Round(int t, Vector128<uint> a, ref Vector128<uint> b, Vector128<uint> c, Vector128<uint> d, ref Vector128<uint> e, Vector128<uint> word)
    {
        var mixed = t < Quarter ? d ^ (b & (c ^ d)) : t is >= 2 * Quarter and < 3 * Quarter ? (b & c) | (d & (b | c)) : b ^ c ^ d;
        e += Lanes.Right(a, 27) + mixed + word;
        b = Lanes.Right(b, 2);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Round(int t, uint a, ref uint b, uint c, uint d, ref uint e, uint word)
    {
        var mixed = t < Quarter ? d ^ (b & (c ^ d)) : t is >= 2 * Quarter and < 3 * Quarter ? (b & c) | (d & (b | c)) : b ^ c ^ d;
        e += RotateRight(a, 27) + mixed + word;
        b = RotateRight(b, 2);
    }
}
