namespace SecureDrop.Reviewer.Cases;

/// <summary>Slices one after the other, as one stream; one file open at a time.</summary>
internal sealed class SliceStream(IEnumerable<string> paths) : Stream
{
    private readonly IEnumerator<string> _paths = paths.GetEnumerator();
    private FileStream? _file;

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
            if (_file is not null && _file.Read(buffer) is > 0 and var got) return got;
            _file?.Dispose();
            _file = null;
            if (!_paths.MoveNext()) return 0;
            _file = new FileStream(_paths.Current, FileMode.Open, FileAccess.Read, FileShare.Read);
        }
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));
    public override void Flush() { }
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
    public override void SetLength(long value) => throw new NotSupportedException();
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        _file?.Dispose();
        _paths.Dispose();
        base.Dispose(disposing);
    }
}
