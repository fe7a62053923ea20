using System.Buffers;
using System.Buffers.Text;
using System.Security.Cryptography;

namespace SecureDrop.Formats.OpenPgp;

/// <summary>Base64 in lines of any length up to <see cref="ArmorText.LongestLine"/>; digits of an unfinished quartet wait for the next line. Source: RFC 4648 §4.</summary>
internal sealed class ArmorDigits : IDisposable
{
    private readonly byte[] _decoded = new byte[8 << 10];
    private readonly byte[] _digits = new byte[ArmorText.LongestLine + 3];
    private int _decodedOctets;
    private bool _padded;

    /// <summary>Digits that wait for the rest of their quartet, 0 to 3.</summary>
    public int Waiting { get; private set; }

    /// <summary>No room for another line: what is decoded must be taken first.</summary>
    public bool IsFull => _decoded.Length - _decodedOctets < _digits.Length;

    /// <summary>False when the line is not base64, or padding has ended it before.</summary>
    public bool TryAdd(ReadOnlySpan<byte> line)
    {
        if (_padded || line.ContainsAny(ArmorText.Blanks)) return false;
        line.CopyTo(_digits.AsSpan(Waiting));
        var digits = Waiting + line.Length;
        var quartets = digits & ~3;
        if (Base64.DecodeFromUtf8(_digits.AsSpan(0, quartets), _decoded.AsSpan(_decodedOctets), out _, out var written) != OperationStatus.Done) return false;
        _decodedOctets += written;
        _padded = quartets > 0 && _digits[quartets - 1] == '=';
        Waiting = digits - quartets;
        _digits.AsSpan(quartets, Waiting).CopyTo(_digits);
        return true;
    }

    /// <summary>What has been decoded since the last call; good until the next line.</summary>
    public ReadOnlySpan<byte> Take()
    {
        var taken = _decoded.AsSpan(0, _decodedOctets);
        _decodedOctets = 0;
        return taken;
    }

    public void Dispose()
    {
        CryptographicOperations.ZeroMemory(_decoded);
        CryptographicOperations.ZeroMemory(_digits);
    }
}
