using System.Buffers;

namespace SecureDrop.Formats.OpenPgp;

/// <summary>
/// One message that keeps to <see cref="Profile"/>: its binary octets as they arrived (armor removed), their SHA-256,
/// and the key IDs of its PKESK packets in order. Disposing wipes the octets and gives their buffers back.
/// </summary>
public sealed class EncryptedMessage : IDisposable
{
    private readonly Action _wipe;

    internal EncryptedMessage(ReadOnlySequence<byte> octets, Sha256Hash hash, IReadOnlyList<KeyId> recipients, Action wipe)
    {
        (Octets, Hash, Recipients) = (octets, hash, recipients);
        _wipe = wipe;
    }

    public ReadOnlySequence<byte> Octets { get; }
    public Sha256Hash Hash { get; }
    public IReadOnlyList<KeyId> Recipients { get; }
    public Receipt Receipt => Receipt.Of(Hash);

    public void Dispose() => _wipe();
}
