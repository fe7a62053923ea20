namespace SecureDrop.Reviewer.Hashing;

/// <summary>The heart of a hash of FIPS 180-4 with blocks of 64 octets and words of 32 bits: what differs between SHA-1 and SHA-256.</summary>
internal interface ICompression
{
    /// <summary>The state before the first block.</summary>
    static abstract ReadOnlySpan<uint> Start { get; }

    /// <summary>Takes whole blocks of one message into its state.</summary>
    static abstract void One(Span<uint> state, ReadOnlySpan<byte> blocks);

    /// <summary>Takes as many blocks of four messages into their four states, which lie one behind the other.</summary>
    static abstract void Four(Span<uint> states, ReadOnlySpan<byte> first, ReadOnlySpan<byte> second, ReadOnlySpan<byte> third, ReadOnlySpan<byte> fourth);
}
