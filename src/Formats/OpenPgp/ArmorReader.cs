using System.Security.Cryptography;

namespace SecureDrop.Formats.OpenPgp;

/// <summary>
/// Takes armor off as it arrives and hands the packets on. Lines end in LF or CRLF; blanks at line ends, empty lines,
/// headers and checksum are dropped; anything else that could be a person's words is refused. Holds one line of at most
/// 128 octets and a few decoded lines, and wipes both. Source: RFC 9580 §6.
/// </summary>
internal sealed class ArmorReader(PacketReader packets) : IDisposable
{
    private enum Place { Before, Text, Headers, Body, Footer, After }

    private readonly ArmorDigits _digits = new();
    private readonly byte[] _line = new byte[ArmorText.LongestLine];
    private Place _place = Place.Before;
    private long _octets;
    private int _held;
    private bool _isLong; // the line goes on beyond what is held
    private int _column; // octets of the line so far, as long as there was no armor
    private int _begun; // and how many octets of a BEGIN they end with

    /// <summary>The next octets of the text. After a refusal nothing more may come.</summary>
    public Refusal? Read(ReadOnlySpan<byte> text)
    {
        var room = (int)Math.Min(text.Length, Profile.MaximumArmoredOctets - _octets);
        _octets += room;
        var rest = text[..room];
        for (var end = rest.IndexOf((byte)'\n'); end >= 0; end = rest.IndexOf((byte)'\n'))
        {
            if (TakePiece(rest[..end], isWhole: true) is { } refusal) return refusal;
            rest = rest[(end + 1)..];
            (_column, _begun) = (0, 0);
        }

        return TakePiece(rest, isWhole: false) ?? Deliver() ?? (room < text.Length ? Refusal.TooLarge : null);
    }

    /// <summary>The text has ended: a last line without a line end counts only as the END line.</summary>
    public Refusal? Finish()
    {
        var line = _line.AsSpan(0, _held).TrimEnd(ArmorText.Blanks);
        switch (_place)
        {
            case Place.Before when line.IsEmpty && !_isLong:
                return Refusal.BodyEmpty;
            case Place.Before or Place.Text:
                return ArmorText.Begin.StartsWith(line) && _place == Place.Before ? Refusal.BodyIncomplete : JudgeLine(line) ?? Refusal.NotOpenPgp;
            case Place.Body or Place.Footer when line.StartsWith(ArmorText.End):
                return JudgeLine(line);
            default:
                return _place == Place.After ? null : Refusal.BodyIncomplete;
        }
    }

    public void Dispose()
    {
        CryptographicOperations.ZeroMemory(_line);
        _digits.Dispose();
    }

    private Refusal? TakePiece(ReadOnlySpan<byte> piece, bool isWhole)
    {
        if (JudgePiece(piece) is { } refusal) return Deliver() ?? refusal;
        if (isWhole && _held == 0 && piece.Length <= _line.Length) return JudgeLine(piece.TrimEnd(ArmorText.Blanks));

        var kept = Math.Min(piece.Length, _line.Length - _held);
        piece[..kept].CopyTo(_line.AsSpan(_held));
        _held += kept;
        _isLong |= kept < piece.Length;
        if (!isWhole) return null;

        var judged = JudgeLine(_line.AsSpan(0, _held).TrimEnd(ArmorText.Blanks));
        (_held, _isLong) = (0, false);
        return judged;
    }

    /// <summary>What can be refused before the line is whole, whichever way it was cut.</summary>
    private Refusal? JudgePiece(ReadOnlySpan<byte> piece) => _place switch
    {
        Place.Before or Place.Text => JudgeText(piece),
        Place.Body or Place.Footer when _held + piece.Length > _line.Length => JudgeLongLine(piece),
        Place.After when piece.ContainsAnyExcept(ArmorText.Blanks) => Refusal.PlaintextOutsideArmor,
        _ => null,
    };

    private Refusal? JudgeText(ReadOnlySpan<byte> piece)
    {
        var noText = ArmorText.IndexOfNoText(piece);
        if (BeginsBehindWords(noText < 0 ? piece : piece[..noText])) return Refusal.PlaintextOutsideArmor;
        return noText < 0 ? null : Refusal.NotOpenPgp;
    }

    /// <summary>Armor begins on a line that words have begun; a byte order mark is such a word. The line may be of any length, and come in any pieces.</summary>
    private bool BeginsBehindWords(ReadOnlySpan<byte> piece)
    {
        const int dashes = 5;
        foreach (var octet in piece)
        {
            _column++;
            if (octet == ArmorText.AnyBegin[_begun]) _begun++;
            else _begun = octet != '-' ? 0 : _begun == dashes ? dashes : 1;
            if (_begun < ArmorText.AnyBegin.Length) continue;
            if (_column > ArmorText.AnyBegin.Length) return true;
            _begun = 0;
        }

        return false;
    }

    /// <summary>No line of armor is so long; but words may stand behind its end.</summary>
    private Refusal? JudgeLongLine(ReadOnlySpan<byte> piece)
    {
        var start = Math.Min(piece.Length, _line.Length - _held);
        piece[..start].CopyTo(_line.AsSpan(_held));
        if (_digits.Waiting > 0 || !_line.AsSpan().StartsWith(ArmorText.End)) return Refusal.MalformedOpenPgp;
        return End() ?? (_line.AsSpan(ArmorText.End.Length).ContainsAnyExcept(ArmorText.Blanks) || piece[start..].ContainsAnyExcept(ArmorText.Blanks)
            ? Refusal.PlaintextOutsideArmor : null);
    }

    private Refusal? JudgeLine(ReadOnlySpan<byte> line)
    {
        switch (_place)
        {
            case Place.Before when line.IsEmpty && !_isLong:
                return null;
            case Place.Before when line.SequenceEqual(ArmorText.Begin) && !_isLong:
                _place = Place.Headers;
                return null;
            case Place.Before when ArmorText.IsAnyBegin(line):
                return line.StartsWith(ArmorText.Begin) ? Refusal.PlaintextOutsideArmor : Refusal.ArmorTypeWrong;
            case Place.Before or Place.Text:
                _place = Place.Text;
                return ArmorText.IsAnyBegin(line) ? Refusal.PlaintextOutsideArmor : null;
            case Place.Headers when line.IsEmpty && !_isLong:
                _place = Place.Body;
                return null;
            case Place.Headers:
                return ArmorText.IsHeader(line) ? null : Refusal.MalformedOpenPgp;
            case Place.Body or Place.Footer:
                return line.IsEmpty ? null : JudgeBodyLine(line);
            default:
                return null;
        }
    }

    private Refusal? JudgeBodyLine(ReadOnlySpan<byte> line)
    {
        if (_digits.Waiting == 0 && line.StartsWith(ArmorText.End)) return End() ?? (line.Length > ArmorText.End.Length ? Refusal.PlaintextOutsideArmor : null);

        if (_place == Place.Body && _digits.Waiting == 0 && line[0] == '=')
        {
            _place = Place.Footer; // RFC 9580 §6.1: a checksum that is wrong, malformed or absent refuses nothing
            return null;
        }

        if (_place == Place.Footer || !_digits.TryAdd(line)) return Deliver() ?? Refusal.MalformedOpenPgp;
        return _digits.IsFull ? Deliver() : null;
    }

    private Refusal? End()
    {
        _place = Place.After;
        return Deliver() ?? packets.Finish();
    }

    private Refusal? Deliver() => packets.Read(_digits.Take());
}
