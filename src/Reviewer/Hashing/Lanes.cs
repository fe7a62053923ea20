using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace SecureDrop.Reviewer.Hashing;

/// <summary>Four words side by side, each of another message, or of another block.</summary>
internal static class Lanes
{
    public const int Count = 4;

    /// <summary>Octets of a block.</summary>
    public const int Block = 64;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<uint> Right(Vector128<uint> words, int bits) => Vector128.ShiftRightLogical(words, bits) | Vector128.ShiftLeft(words, 32 - bits);

    /// <summary>The sixteen words of four blocks.</summary>
    public static void Load(Span<Vector128<uint>> words, ReadOnlySpan<byte> first, ReadOnlySpan<byte> second, ReadOnlySpan<byte> third, ReadOnlySpan<byte> fourth)
    {
        // Cut once, so that no word is checked by itself.
        first = first[..Block];
        second = second[..Block];
        third = third[..Block];
        fourth = fourth[..Block];
        for (var word = 0; word < Block / sizeof(uint); word++)
            words[word] = Vector128.Create(Word(first, word), Word(second, word), Word(third, word), Word(fourth, word));
    }

    /// <summary>The word at the same place of four states of <paramref name="length"/> words, which lie one behind the other.</summary>
    public static Vector128<uint> Gather(ReadOnlySpan<uint> states, int length, int at) =>
        Vector128.Create(states[at], states[length + at], states[2 * length + at], states[3 * length + at]);

    /// <summary>Adds to four states.</summary>
    public static void Add(Span<uint> states, ReadOnlySpan<Vector128<uint>> words)
    {
        for (var at = 0; at < words.Length; at++)
            for (var lane = 0; lane < Count; lane++) states[lane * words.Length + at] += words[at][lane];
    }

    private static uint Word(ReadOnlySpan<byte> octets, int word) => BinaryPrimitives.ReadUInt32BigEndian(octets[(word * sizeof(uint))..]);
}
