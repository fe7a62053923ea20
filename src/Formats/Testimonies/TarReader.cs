using System.Text;
using System.Text.Unicode;

namespace SecureDrop.Formats.Testimonies;

/// <summary>
/// Reads, strictly and streaming, what <see cref="TestimonyArchive"/> writes and only that. Hostile octets give a
/// <see cref="TarFault"/>, never an exception; those of the stream itself pass through. Memory: one path and a small buffer.
/// </summary>
/// <param name="slices">The slices in order, as one stream; not disposed.</param>
/// <param name="maximumOctets">No member may claim to reach beyond this: the octets of all slices.</param>
public sealed class TarReader(Stream slices, long maximumOctets)
{
    public const int MaximumMembers = 10_000;

    private readonly byte[] _block = new byte[Tar.Block];
    private long _at;
    private long _remaining;
    private int _padding;
    private int _members;
    private bool _ended;
    private TarFault? _fault;

    /// <summary>Goes to the next member, past what is unread of the last. Both null: the archive has ended well. After a fault the answer stays.</summary>
    public TarFault? Next(out TarMember? member)
    {
        member = null;
        if (!_ended) _fault ??= Skip() ?? ReadMember(out member);
        return _fault;
    }

    /// <summary>The next octets of the current member; 0 read at its end, or with <see cref="TarFault.Truncated"/>.</summary>
    public TarFault? Read(Span<byte> room, out int read)
    {
        read = 0;
        if (_fault is not null || _remaining == 0 || room.IsEmpty) return _fault;
        read = slices.Read(room[..(int)Math.Min(room.Length, _remaining)]);
        (_at, _remaining) = (_at + read, _remaining - read);
        return read > 0 ? null : _fault = TarFault.Truncated;
    }

    private TarFault? Skip()
    {
        var unread = new byte[Math.Min(_remaining, 4 << 10)];
        while (_remaining > 0)
            if (Read(unread, out _) is { } fault) return fault;
        var padding = _block.AsSpan(0, _padding);
        _padding = 0;
        if (!Fill(padding)) return TarFault.Truncated;
        return padding.ContainsAnyExcept((byte)0) ? TarFault.NotCanonical : null;
    }

    private TarFault? ReadMember(out TarMember? member)
    {
        member = null;
        if (!Fill(_block)) return TarFault.Truncated;
        if (!_block.AsSpan().ContainsAnyExcept((byte)0)) return ReadEnd();
        if (++_members > MaximumMembers) return TarFault.TooManyMembers;

        string? path = null;
        if (JudgeHeader(out var kind, out var size) is { } fault) return fault;
        if (kind == Tar.Pax)
        {
            if (ReadPaxPath(size, out path) is { } wrong) return wrong;
            if (!Fill(_block)) return TarFault.Truncated;
            if (JudgeHeader(out kind, out size) is { } second) return second;
            if (kind == Tar.Pax) return TarFault.KindUnknown;
        }

        var name = path is null ? Name() : Tar.NameBehindPax(_members);
        if (path is null && !Tar.IsPlain(name)) return TarFault.NotCanonical;
        if (!IsSafe(path ?? name)) return TarFault.PathRefused;
        if (!_block.AsSpan().SequenceEqual(Tar.Header(name, size, kind))) return TarFault.NotCanonical;
        (_remaining, _padding) = (size, (int)(Tar.Padded(size) - size));
        member = new TarMember(path ?? name, size);
        return null;
    }

    /// <summary>The kind and size that the header in the block claims.</summary>
    private TarFault? JudgeHeader(out char kind, out long size)
    {
        (kind, size) = ((char)_block[156], 0);
        if (!_block.AsSpan(257, 8).SequenceEqual("ustar\0"u8 + "00"u8)) return TarFault.NotATar;
        if (kind is '1' or '2') return TarFault.Link;
        if (kind is '3' or '4' or '6') return TarFault.Device;
        if (kind == '5') return TarFault.Directory;
        if (kind is not (Tar.File or Tar.Pax)) return TarFault.KindUnknown;
        foreach (var digit in _block.AsSpan(124, 11))
        {
            if (digit is < (byte)'0' or > (byte)'7') return TarFault.NotCanonical;
            size = (size * 8) + digit - '0';
        }

        return size > maximumOctets - _at ? TarFault.TooLarge : null;
    }

    private TarFault? ReadPaxPath(long size, out string? path)
    {
        path = null;
        if (!_block.AsSpan().SequenceEqual(Tar.Header(Tar.PaxName(_members), size, Tar.Pax))) return TarFault.NotCanonical;
        if (size > Tar.MaximumPathOctets) return TarFault.PathRefused;
        var padded = new byte[Tar.Padded(size)];
        if (!Fill(padded)) return TarFault.Truncated;
        var record = padded.AsSpan(0, (int)size);
        var start = record.IndexOf(" path="u8);
        if (start < 0 || record[^1] != '\n') return TarFault.KindUnknown;
        var octets = record[(start + " path="u8.Length)..^1];
        if (!Utf8.IsValid(octets)) return TarFault.PathRefused;
        path = Encoding.UTF8.GetString(octets);
        if (!record.SequenceEqual(Tar.PaxRecord(path))) return TarFault.KindUnknown;
        return Tar.IsPlain(path) || padded.AsSpan((int)size).ContainsAnyExcept((byte)0) ? TarFault.NotCanonical : null;
    }

    private string Name()
    {
        var name = _block.AsSpan(0, 100);
        var end = name.IndexOf((byte)0);
        return Encoding.Latin1.GetString(end < 0 ? name : name[..end]);
    }

    /// <summary>After the two closing blocks only zeros may come.</summary>
    private TarFault? ReadEnd()
    {
        if (!Fill(_block)) return TarFault.Truncated;
        if (_block.AsSpan().ContainsAnyExcept((byte)0)) return TarFault.NotCanonical;
        for (int read; (read = slices.Read(_block)) > 0;)
            if (_block.AsSpan(0, read).ContainsAnyExcept((byte)0)) return TarFault.TrailingOctets;
        _ended = true;
        return null;
    }

    private bool Fill(Span<byte> room)
    {
        var read = slices.ReadAtLeast(room, room.Length, throwOnEndOfStream: false);
        _at += read;
        return read == room.Length;
    }

    /// <summary>Cannot leave the folder that it is put into.</summary>
    private static bool IsSafe(string path) =>
        !path.Contains('\0') && !path.Split('/').Any(segment => segment is "" or "." or "..");
}
