using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using static System.Numerics.BitOperations;

namespace SecureDrop.Reviewer.Hashing;

/// <summary>
/// SHA-1, which SEIPD version 1 asks for (RFC 9580 §5.13.1), in the same two ways as <see cref="Sha256Compression"/>. Source: FIPS 180-4 §6.1.
/// </summary>
internal readonly struct Sha1Compression : ICompression
{
    private const int Block = 64;
    private const int Words = 5;
    private const int Rounds = 80;

    public static ReadOnlySpan<uint> Start => [0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0];

    private static ReadOnlySpan<uint> K => [0x5a827999, 0x6ed9eba1, 0x8f1bbcdc, 0xca62c1d6];

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
        for (var t = 16; t < Rounds; t++) schedule[t] = Lanes.Right(schedule[t - 3] ^ schedule[t - 8] ^ schedule[t - 14] ^ schedule[t - 16], 31);
        for (var t = 0; t < Rounds; t++) schedule[t] += Vector128.Create(K[t / 20]);
    }

    private static void Compress(Span<uint> states, ReadOnlySpan<Vector128<uint>> schedule)
    {
        Vector128<uint> Word(int at, Span<uint> from) => Lanes.Gather(from, Words, at);
        var (a, b, c, d, e) = (Word(0, states), Word(1, states), Word(2, states), Word(3, states), Word(4, states));
        foreach (var word in schedule[..20]) Turn(d ^ (b & (c ^ d)), word);
        foreach (var word in schedule[20..40]) Turn(b ^ c ^ d, word);
        foreach (var word in schedule[40..60]) Turn((b & c) | (d & (b | c)), word);
        foreach (var word in schedule[60..80]) Turn(b ^ c ^ d, word);
        var sums = (ReadOnlySpan<Vector128<uint>>)[a, b, c, d, e];
        for (var at = 0; at < Words; at++) Lanes.Add(states, Words, at, sums[at]);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        void Turn(Vector128<uint> mixed, Vector128<uint> word) =>
            (e, d, c, b, a) = (d, c, Lanes.Right(b, 2), a, Lanes.Right(a, 27) + mixed + e + word);
    }

    private static void Compress(Span<uint> state, ReadOnlySpan<uint> words)
    {
        var (a, b, c, d, e) = (state[0], state[1], state[2], state[3], state[4]);
        foreach (var word in words[..20]) Turn(d ^ (b & (c ^ d)), word);
        foreach (var word in words[20..40]) Turn(b ^ c ^ d, word);
        foreach (var word in words[40..60]) Turn((b & c) | (d & (b | c)), word);
        foreach (var word in words[60..80]) Turn(b ^ c ^ d, word);
        (state[0], state[1], state[2], state[3], state[4]) = (state[0] + a, state[1] + b, state[2] + c, state[3] + d, state[4] + e);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        void Turn(uint mixed, uint word) => (e, d, c, b, a) = (d, c, RotateRight(b, 2), a, RotateRight(a, 27) + mixed + e + word);
    }
}
