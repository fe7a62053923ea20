namespace SecureDrop.Fuzzing.Readers;

/// <summary>Octets in pieces of one seed's choice: mostly a few, sometimes hundreds; all at once with seed 0.</summary>
internal sealed class Cuts(byte[] octets, int seed) : Stream
{
    private uint _state = (uint)seed;
    private int _at;

    public override int Read(Span<byte> buffer)
    {
        var read = Math.Min(Math.Min(Next(), buffer.Length), octets.Length - _at);
        octets.AsSpan(_at, read).CopyTo(buffer);
        _at += read;
        return read;
    }

    public ReadOnlySpan<byte> Piece()
    {
        var start = _at;
        _at = Math.Min(octets.Length, start + Math.Min(Next(), octets.Length));
        return octets.AsSpan(start, _at - start);
    }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => new(Read(buffer.Span));

    private int Next()
    {
        if (_state == 0) return int.MaxValue;
        // xorshift: G. Marsaglia, 2003
        _state ^= _state << 13;
        _state ^= _state >> 17;
        _state ^= _state << 5;
        return 1 + (int)((_state >> 8) % ((_state & 3) == 0 ? 8u : 600u));
    }

    public override bool CanRead => true;
    public override bool CanSeek => false;
    public override bool CanWrite => false;
    public override long Length => throw new NotSupportedException();
    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }
    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
    public override void SetLength(long value) => throw new NotSupportedException();
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    public override void Flush() => throw new NotSupportedException();
}
