using System.Security.Cryptography;

namespace SecureDrop.Formats.OpenPgp;

/// <summary>Tells whether the keyring accepts an encryption subkey today; null when it does.</summary>
public delegate Refusal? RecipientRule(KeyId subkey);

/// <summary>
/// Reads one message as its octets arrive, binary or armored, and judges the rules of <see cref="Profile"/> in stream order; the first that fails
/// gives the answer, however the octets were cut. Work is linear in the octets; memory is what has arrived, never what a length field
/// says; nothing is kept of text, of armor headers or of what was refused, and every buffer is wiped.
/// </summary>
public sealed class MessageReader : IDisposable
{
    private readonly PacketReader _packets;
    private readonly ArmorReader _armor;
    private readonly byte[] _start = new byte[MessageStart.Octets];
    private int _started;
    private bool? _isBinary;
    private Refusal? _refusal;
    private bool _isEmpty = true;

    /// <summary>Judges a binary message that lies in memory already; nothing of it is kept or hashed.</summary>
    /// <param name="message">All its octets.</param>
    /// <param name="recipients">Of its PKESKs, in order, as far as they were read.</param>
    /// <param name="layout">Where its packets lie.</param>
    public static Refusal? Judge(ReadOnlySpan<byte> message, out IReadOnlyList<KeyId> recipients, out MessageLayout layout)
    {
        using var packets = new PacketReader(_ => null, keeps: false);
        var refusal = message.IsEmpty ? Refusal.BodyEmpty
            : MessageStart.IsBinary(message[..Math.Min(message.Length, MessageStart.Octets)]) == false ? Refusal.NotOpenPgp : packets.Read(message) ?? packets.Finish();
        (recipients, layout) = (packets.Recipients, packets.Layout);
        return refusal;
    }

    /// <param name="recipients">Asked once for each PKESK with a key ID other than zero, as soon as its key ID has arrived.</param>
    public MessageReader(RecipientRule recipients)
    {
        _packets = new PacketReader(recipients);
        _armor = new ArmorReader(_packets);
    }

    /// <summary>Takes the next octets. Once a rule has failed the answer stays the same.</summary>
    public Refusal? Read(ReadOnlySpan<byte> octets)
    {
        if (_refusal is not null || octets.IsEmpty) return _refusal;
        _isEmpty = false;
        while (_isBinary is null && !octets.IsEmpty)
        {
            _start[_started++] = octets[0];
            octets = octets[1..];
            _isBinary = MessageStart.IsBinary(_start.AsSpan(0, _started));
        }

        return _isBinary is null ? null : ReadStart() ?? Keep(octets);
    }

    /// <summary>The stream has ended: the message, or why it is none. The reader gives its buffers to the message.</summary>
    public Refusal? Finish(out EncryptedMessage? message)
    {
        message = null;
        if (_isEmpty) return Refusal.BodyEmpty;
        if (_refusal is not null) return _refusal;
        _isBinary ??= _started == 1 || !MessageStart.IsText(_start.AsSpan(0, _started)); // cut within its first header; or a word
        var refusal = ReadStart() ?? (_isBinary.Value ? _packets.Finish() : _armor.Finish());
        if (Remember(refusal) is not null) return refusal;
        message = _packets.Hand();
        return null;
    }

    public void Dispose()
    {
        CryptographicOperations.ZeroMemory(_start);
        _packets.Dispose();
        _armor.Dispose();
    }

    /// <summary>Reads the octets that told binary from text.</summary>
    private Refusal? ReadStart()
    {
        var start = _start.AsSpan(0, _started);
        _started = 0;
        return Keep(start);
    }

    private Refusal? Keep(ReadOnlySpan<byte> octets)
    {
        if (octets.IsEmpty) return _refusal;
        return Remember(_isBinary == true ? _packets.Read(octets) : _armor.Read(octets));
    }

    private Refusal? Remember(Refusal? refusal)
    {
        _refusal = refusal;
        if (refusal is not null) Dispose();
        return refusal;
    }
}
