using System.Buffers.Binary;

namespace SecureDrop.Reviewer.Hashing;

/// <summary>A hash of octets that come piece by piece. Four may take their pieces together, which is twice as fast.</summary>
internal sealed class RunningHash<T> where T : ICompression
{
    private const int Block = Lanes.Block;
    private readonly uint[] _state = T.Start.ToArray();
    private readonly byte[] _rest = new byte[Block];
    private long _octets;

    public static byte[] Of(ReadOnlySpan<byte> message)
    {
        var hash = new RunningHash<T>();
        hash.Append(message);
        return hash.Finish();
    }

    /// <summary>Of each message; four of about one length together are the fastest.</summary>
    public static IReadOnlyList<byte[]> Of(IReadOnlyList<ReadOnlyMemory<byte>> messages)
    {
        var hashes = messages.Select(_ => new RunningHash<T>()).ToArray();
        for (var at = 0; at < messages.Count; at += 4)
        {
            var together = messages.Skip(at).Take(4).ToArray();
            var common = together.Length < 4 ? 0 : together.Min(message => message.Length) / Block * Block;
            if (common > 0) Four(hashes.AsSpan(at, 4), together, common);
            for (var lane = 0; lane < together.Length; lane++) hashes[at + lane].Append(together[lane].Span[common..]);
        }

        return [.. hashes.Select(hash => hash.Finish())];
    }

    public void Append(ReadOnlySpan<byte> octets)
    {
        var kept = (int)(_octets % Block);
        _octets += octets.Length;
        if (kept > 0)
        {
            var taken = Math.Min(Block - kept, octets.Length);
            octets[..taken].CopyTo(_rest.AsSpan(kept));
            octets = octets[taken..];
            if (kept + taken < Block) return;
            T.One(_state, _rest);
        }

        var whole = octets.Length / Block * Block;
        T.One(_state, octets[..whole]);
        octets[whole..].CopyTo(_rest);
    }

    /// <summary>The hash; nothing is appended after this.</summary>
    public byte[] Finish()
    {
        Span<byte> bits = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(bits, 8 * _octets);
        Append([0x80]);
        // Zeros, until the length ends a block.
        Append(new byte[(2 * Block - sizeof(long) - (int)(_octets % Block)) % Block]);
        Append(bits);
        var hash = new byte[_state.Length * sizeof(uint)];
        for (var word = 0; word < _state.Length; word++) BinaryPrimitives.WriteUInt32BigEndian(hash.AsSpan(word * sizeof(uint)), _state[word]);
        return hash;
    }

    private static void Four(ReadOnlySpan<RunningHash<T>> hashes, ReadOnlyMemory<byte>[] messages, int octets)
    {
        var length = T.Start.Length;
        Span<uint> states = stackalloc uint[4 * length];
        for (var lane = 0; lane < 4; lane++) hashes[lane]._state.CopyTo(states[(lane * length)..]);
        T.Four(states, messages[0].Span[..octets], messages[1].Span[..octets], messages[2].Span[..octets], messages[3].Span[..octets]);
        for (var lane = 0; lane < 4; lane++)
        {
            states.Slice(lane * length, length).CopyTo(hashes[lane]._state);
            hashes[lane]._octets = octets;
        }
    }
}
