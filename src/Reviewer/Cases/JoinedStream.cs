namespace SecureDrop.Reviewer.Cases;

/// <summary>Streams one after the other, as one; each is made when it is reached and disposed when it is read.</summary>
internal sealed class JoinedStream(IEnumerable<Stream> pieces) : Stream
{
    private readonly IEnumerator<Stream> _pieces = pieces.GetEnumerator();
    private Stream? _piece;

    public override bool CanRead => true;
    public override bool CanSeek => false;
    public override bool CanWrite => false;
    public override long Length => throw new NotSupportedException();
    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override int Read(Span<byte> buffer)
    {
        if (buffer.IsEmpty) return 0;
        while (true)
        {
            if (_piece is not null && _piece.Read(buffer) is > 0 and var got) return got;
            _piece?.Dispose();
            _piece = null;
            if (!_pieces.MoveNext()) return 0;
            _piece = _pieces.Current;
        }
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));
    public override void Flush() { }
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
    public override void SetLength(long value) => throw new NotSupportedException();
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        _piece?.Dispose();
        _pieces.Dispose();
        base.Dispose(disposing);
    }
}
