using System.Diagnostics.CodeAnalysis;

namespace SecureDrop.Formats.Texts;

/// <summary>
/// A clear-signed text in its one canonical frame. Source: RFC 9580 §7. The frame says nothing about who signed:
/// Certificates verifies the signature.
/// </summary>
public sealed class SignedText
{
    /// <summary>Largest frame, in octets; each kind of text may set a lower limit of its own.</summary>
    public const int MaximumOctets = 16 << 20;

    private readonly byte[] _text;
    private readonly byte[] _signature;

    /// <param name="text">UTF-8, LF, no trailing blanks, final newline.</param>
    /// <param name="signature">One binary signature packet, header included.</param>
    /// <exception cref="ArgumentException">What <see cref="TryRead"/> would not read back.</exception>
    public SignedText(ReadOnlySpan<byte> text, ReadOnlySpan<byte> signature)
    {
        (_text, _signature) = (text.ToArray(), signature.ToArray());
        Hash = Sha256Hash.Of(text);
    }

    /// <summary>The signed text itself: dash escapes undone, LF, final newline.</summary>
    public ReadOnlyMemory<byte> Text => _text;

    /// <summary>The signature packet, binary.</summary>
    public ReadOnlyMemory<byte> Signature => _signature;

    /// <summary>SHA-256 of <see cref="Text"/>: what every hash of a signed text means.</summary>
    public Sha256Hash Hash { get; }

    /// <summary>What the signature is made over: lines joined by CRLF, without the final line end. Source: RFC 9580 §7.2.</summary>
    public static byte[] OctetsToSign(ReadOnlySpan<byte> text) => throw new NotImplementedException();

    /// <summary>The frame.</summary>
    public byte[] Write() => throw new NotImplementedException();

    /// <summary>Takes the whole frame, nothing before or behind.</summary>
    public static bool TryRead(
        ReadOnlySpan<byte> octets,
        [NotNullWhen(true)] out SignedText? text, [NotNullWhen(false)] out TextRefusal? refusal) => throw new NotImplementedException();
}
