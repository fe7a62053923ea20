namespace SecureDrop.Formats.OpenPgp;

/// <summary>
/// Judges the packets of one message in stream order, octet by octet in what it decides and in bulk in what it copies, and
/// keeps what has passed. Every octet is looked at once. Source: RFC 9580 §4.2, §5.1, §5.13.2, §10.3, narrowed by <see cref="Profile"/>.
/// </summary>
internal sealed class PacketReader(RecipientRule rule, bool keeps = true) : IDisposable
{
    private const byte Pkesk = 1;
    private const byte Seipd = 18;
    private const byte SeipdVersion = 1;

    private enum Place { Header, PartLength, SessionKey, Version, Ciphertext, End }

    private readonly SessionKeyPacket _sessionKey = new(rule);
    private readonly BitFrequency _frequency = new();
    private readonly List<PacketHeader> _headers = [];
    private readonly byte[] _header = new byte[PacketHeader.MaximumSize];
    private WipedSegments? _kept = keeps ? new() : null;
    private Place _place = Place.Header;
    private int _headerOctets;
    private long _judged;
    private uint _left;
    private bool _lastPart;

    /// <summary>The next octets of the binary message. After a refusal nothing more may come.</summary>
    public Refusal? Read(ReadOnlySpan<byte> octets)
    {
        for (var rest = octets; !rest.IsEmpty;)
        {
            if (Judge(rest, out var used) is { } refusal) return refusal;
            rest = rest[used..];
            _judged += used;
        }

        _kept?.Append(octets);
        return null;
    }

    public Refusal? Finish() => _place == Place.End ? null : Refusal.BodyIncomplete;

    /// <summary>Whose key IDs have been read, in order.</summary>
    public IReadOnlyList<KeyId> Recipients => _sessionKey.Recipients;

    public MessageLayout Layout => new(_headers);

    /// <summary>The message, once <see cref="Finish"/> gave no refusal; it owns the octets from here on.</summary>
    public EncryptedMessage Hand()
    {
        var kept = _kept ?? throw new InvalidOperationException("The message was handed over before.");
        _kept = null;
        return new EncryptedMessage(kept, Recipients, Layout);
    }

    public void Dispose() => _kept?.Dispose();

    private Refusal? Judge(ReadOnlySpan<byte> octets, out int used)
    {
        used = 1;
        switch (_place)
        {
            case Place.Header or Place.PartLength:
                return JudgeHeader(octets[0]);
            case Place.SessionKey:
                var refusal = _sessionKey.Read(octets, out used);
                if (_sessionKey.IsWhole) _place = Place.Header;
                return refusal;
            case Place.Version:
                (_place, _left) = (Place.Ciphertext, _left - 1);
                return octets[0] == SeipdVersion ? EndOfPart() : Refusal.UnsupportedEncryption;
            case Place.Ciphertext:
                used = (int)Math.Min(_left, (uint)octets.Length);
                _frequency.Add(octets[..used]);
                _left -= (uint)used;
                return EndOfPart();
            default:
                return Refusal.TrailingData;
        }
    }

    private Refusal? JudgeHeader(byte octet)
    {
        _header[_headerOctets++] = octet;
        ReadOnlySpan<byte> gathered = _header.AsSpan(0, _headerOctets);
        if (_place == Place.Header && _headerOctets == 1 && JudgeTag(PacketHeader.TagOf(octet)) is { } refusal) return refusal;

        var whole = _place == Place.Header ? PacketHeader.TryRead(gathered, out var header) : PacketHeader.TryReadPart(gathered, out header);
        if (!whole) return null;
        _headerOctets = 0;
        _headers.Add(header);
        return JudgeLength(header) ?? Enter(header);
    }

    /// <summary>Signed, compressed, literal, key and other known packets are not encrypted; the rest is no message at all.</summary>
    private Refusal? JudgeTag(byte tag) => tag switch
    {
        Pkesk => null,
        Seipd => _sessionKey.Recipients.Count == 0 ? Refusal.RecipientMissing : null,
        3 => Refusal.SymmetricRecipient,
        9 => Refusal.NotIntegrityProtected,
        20 => Refusal.UnsupportedEncryption,
        _ when MessageStart.IsKnownTag(tag) => Refusal.NotEncrypted,
        _ => _headers.Count == 0 ? Refusal.NotOpenPgp : Refusal.MalformedOpenPgp,
    };

    private Refusal? JudgeLength(PacketHeader header)
    {
        if (header.Form == LengthForm.OldIndeterminate) return Refusal.BadPartialLength;
        if (header.Form == LengthForm.NewPartial && (header.Tag == Pkesk || header.Length < Profile.MinimumPartOctets)) return Refusal.BadPartialLength;
        if (header.Length > Profile.MaximumOctets) return Refusal.MalformedOpenPgp;
        return header.Length > Profile.MaximumOctets - _judged - 1 ? Refusal.TooLarge : null;
    }

    private Refusal? Enter(PacketHeader header)
    {
        if (header.Tag == Pkesk)
        {
            _place = Place.SessionKey;
            return _sessionKey.Begin(header.Length);
        }

        (_left, _lastPart) = (header.Length, header.Form != LengthForm.NewPartial);
        if (_place == Place.PartLength)
        {
            _place = Place.Ciphertext;
            return EndOfPart();
        }

        _place = Place.Version;
        return _lastPart && header.Length <= Profile.MinimumCiphertextOctets ? Refusal.MalformedOpenPgp : null;
    }

    private Refusal? EndOfPart()
    {
        if (_left > 0) return null;
        _place = _lastPart ? Place.End : Place.PartLength;
        return _lastPart && !_frequency.CanBeCiphertext() ? Refusal.CiphertextNotRandom : null;
    }
}
