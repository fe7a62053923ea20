using Org.BouncyCastle.Crypto.Digests;
using SecureDrop.Reviewer.Hashing;

namespace SecureDrop.Reviewer.Evidence;

/// <summary>Hands on what is written to it and hashes it on the way.</summary>
internal sealed class HashedStream(Stream target) : Stream
{
    private readonly Sha256Digest _sha256 = new();

    public override bool CanRead => false;
    public override bool CanSeek => false;
    public override bool CanWrite => true;
    public override long Length => throw new NotSupportedException();
    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    /// <summary>SHA-256 of all, in lower-case hexadecimal.</summary>
    public string End() => Convert.ToHexStringLower(_sha256.End());

    public override void Write(byte[] buffer, int offset, int count)
    {
        _sha256.BlockUpdate(buffer.AsSpan(offset, count));
        target.Write(buffer, offset, count);
    }

    public override void Flush() => target.Flush();
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
    public override void SetLength(long value) => throw new NotSupportedException();
}
