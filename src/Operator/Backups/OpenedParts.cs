using SecureDrop.Certificates;

namespace SecureDrop.Operator.Backups;

/// <summary>What the parts of a backup hold, as one stream. Each is opened whole, and its integrity verified, before its first octet is read. Memory: one part.</summary>
internal sealed class OpenedParts(BackupBag backup, DecryptionKey key) : Stream
{
    private ReadOnlyMemory<byte> _open;
    private int _next;

    public override bool CanRead => true;
    public override bool CanSeek => false;
    public override bool CanWrite => false;
    public override long Length => throw new NotSupportedException();
    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override int Read(Span<byte> buffer)
    {
        while (_open.IsEmpty && _next < backup.Bag.Payload.Count)
        {
            var line = backup.Bag.Payload[_next++];
            _open = key.Open(backup.Part(line)) ?? throw backup.Bag.Refused(BackupRefusal.DoesNotOpen, line.Path);
        }

        var read = Math.Min(buffer.Length, _open.Length);
        _open.Span[..read].CopyTo(buffer);
        _open = _open[read..];
        return read;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => new(Read(buffer.Span));

    public override void Flush() { }
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
    public override void SetLength(long value) => throw new NotSupportedException();
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
