using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace SecureDrop.Reviewer.Hashing;

/// <summary>Four words side by side, each of another message, or of another block.</summary>
internal static class Lanes
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<uint> Right(Vector128<uint> words, int bits) => Vector128.ShiftRightLogical(words, bits) | Vector128.ShiftLeft(words, 32 - bits);

    /// <summary>The word at the same place of four.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<uint> Load(ReadOnlySpan<byte> first, ReadOnlySpan<byte> second, ReadOnlySpan<byte> third, ReadOnlySpan<byte> fourth, int at) =>
        Vector128.Create(Word(first, at), Word(second, at), Word(third, at), Word(fourth, at));

    /// <summary>The word at the same place of four states.</summary>
    public static Vector128<uint> Gather(ReadOnlySpan<uint> states, int length, int at) =>
        Vector128.Create(states[at], states[length + at], states[2 * length + at], states[3 * length + at]);

    public static void Add(Span<uint> states, int length, int at, Vector128<uint> words)
    {
        for (var lane = 0; lane < 4; lane++) states[lane * length + at] += words[lane];
    }

    private static uint Word(ReadOnlySpan<byte> octets, int at) => BinaryPrimitives.ReadUInt32BigEndian(octets[at..]);
}
