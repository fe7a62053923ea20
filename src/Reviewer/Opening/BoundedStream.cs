namespace SecureDrop.Reviewer.Opening;

/// <summary>Reads at most <c>limit</c> octets of what a hostile sender compressed, then throws <see cref="TooLargeException"/>.</summary>
/// <param name="inner">What comes of the compressed data.</param>
/// <param name="limit">Octets that may be read.</param>
/// <param name="free">Octets of them that nobody is asked for.</param>
/// <param name="take">Asked for all others: may so many be read?</param>
internal sealed class BoundedStream(Stream inner, long limit, long free, Func<long, bool> take) : Stream
{
    private long _read;

    public override bool CanRead => true;
    public override bool CanSeek => false;
    public override bool CanWrite => false;
    public override long Length => throw new NotSupportedException();
    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override int Read(Span<byte> buffer)
    {
        var got = inner.Read(buffer);
        var before = Math.Max(_read, free);
        _read += got;
        if (_read > limit || (_read > before && !take(_read - before))) throw new TooLargeException();
        return got;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));
    public override void Flush() { }
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
    public override void SetLength(long value) => throw new NotSupportedException();
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
