using SecureDrop.Gateway.Arrivals;

namespace SecureDrop.Gateway.Http;

/// <summary>
/// A request's body as a stream that ends, instead of throwing, when it may not go on; <see cref="Trouble"/> then says why. It counts octets
/// against the limit and does not wait for ever.
/// </summary>
/// <param name="source">The server's stream.</param>
/// <param name="limit">Most octets.</param>
/// <param name="pace">How long the sender is waited for.</param>
/// <param name="time">Where the timer comes from.</param>
/// <param name="evicted">Cancelled when the octet budget needs this body's room.</param>
/// <param name="aborted">The connection is gone.</param>
internal sealed class IncomingBody(
    Stream source, long limit, Pace pace, TimeProvider time, CancellationToken evicted, CancellationToken aborted) : Stream
{
    private long _octets;

    public RefusalCode? Trouble { get; private set; }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (Trouble is not null) return 0;
        using var patience = new CancellationTokenSource(pace.Left(), time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, evicted, aborted);
        try
        {
            var octets = await source.ReadAsync(buffer, either.Token);
            pace.Note(octets);
            _octets += octets;
            return _octets <= limit ? octets : End(RefusalCode.TooLarge);
        }
        catch (OperationCanceledException)
        {
            return End(aborted.IsCancellationRequested ? RefusalCode.BodyIncomplete
                : evicted.IsCancellationRequested ? RefusalCode.Busy : RefusalCode.TooSlow);
        }
        catch (BadHttpRequestException slow) when (slow.StatusCode == StatusCodes.Status408RequestTimeout)
        {
            return End(RefusalCode.TooSlow);
        }
        catch (IOException)
        {
            // The line was cut, or the chunks are malformed (row 25: a bare LF in an extension).
            return End(RefusalCode.BodyIncomplete);
        }
    }

    private int End(RefusalCode trouble)
    {
        Trouble = trouble;
        return 0;
    }

    public override bool CanRead => true;
    public override bool CanSeek => false;
    public override bool CanWrite => false;
    public override long Length => throw new NotSupportedException();
    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }
    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
    public override void SetLength(long value) => throw new NotSupportedException();
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    public override void Flush() => throw new NotSupportedException();
}
