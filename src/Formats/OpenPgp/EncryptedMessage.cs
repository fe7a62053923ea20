using System.Buffers;

namespace SecureDrop.Formats.OpenPgp;

/// <summary>
/// One message that keeps to <see cref="Profile"/>: its binary octets as they arrived (armor removed), their SHA-256,
/// and the key IDs of its PKESK packets in order. Disposing wipes the octets and gives their buffers back.
/// </summary>
public sealed class EncryptedMessage : IDisposable
{
    private readonly WipedSegments _segments;
    private readonly ReadOnlySequence<byte> _octets;
    private bool _disposed;

    internal EncryptedMessage(WipedSegments segments, IReadOnlyList<KeyId> recipients, MessageLayout layout)
    {
        _segments = segments;
        (_octets, Hash) = segments.Complete();
        (Recipients, Layout) = (recipients, layout);
    }

    /// <summary>At most <see cref="Profile.MaximumOctets"/>.</summary>
    /// <exception cref="ObjectDisposedException">The buffers belong to somebody else by now.</exception>
    public ReadOnlySequence<byte> Octets
    {
        get
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            return _octets;
        }
    }

    public Sha256Hash Hash { get; }
    public IReadOnlyList<KeyId> Recipients { get; }
    public MessageLayout Layout { get; }
    public Receipt Receipt => Receipt.Of(Hash);

    public void Dispose()
    {
        if (_disposed) return;
        _disposed = true;
        _segments.Dispose();
    }
}
