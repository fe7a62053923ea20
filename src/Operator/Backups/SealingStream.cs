using SecureDrop.Certificates;

namespace SecureDrop.Operator.Backups;

/// <summary>
/// What is read through it is sealed on the way, in parts of 4 MiB: whoever reads it judges the very octets that are sealed. Memory: one part.
/// </summary>
internal sealed class SealingStream(Stream source, Sealer sealer, Action<int, byte[]> write) : Stream
{
    public const int PartOctets = 4 << 20;
    private readonly byte[] _part = new byte[PartOctets];
    private int _filled, _parts;

    public override bool CanRead => true;
    public override bool CanSeek => false;
    public override bool CanWrite => false;
    public override long Length => throw new NotSupportedException();
    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var read = await source.ReadAsync(buffer[..Math.Min(buffer.Length, PartOctets - _filled)], cancellationToken);
        buffer[..read].CopyTo(_part.AsMemory(_filled));
        _filled += read;
        if (_filled == PartOctets || (read == 0 && buffer.Length > 0 && _filled > 0)) Seal();
        return read;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    public override void Flush() { }
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
    public override void SetLength(long value) => throw new NotSupportedException();
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private void Seal()
    {
        write(++_parts, sealer.Seal(_part.AsSpan(0, _filled), $"backup-{_parts:D8}"));
        _filled = 0;
    }
}
