using System.Diagnostics.CodeAnalysis;
using System.Text;
using SecureDrop.Formats.OpenPgp;

namespace SecureDrop.Formats.Texts;

/// <summary>
/// A clear-signed text in its one canonical frame. Source: RFC 9580 §7. Such frames are malleable elsewhere (trailing blanks, CR, a second Hash
/// header and text around them all verify), so this reads what <see cref="Write"/> writes and nothing else. The frame says nothing
/// about who signed: Certificates verifies the signature.
/// </summary>
public sealed class SignedText
{
    /// <summary>Largest frame, in octets; each kind of text may set a lower limit of its own.</summary>
    public const int MaximumOctets = 64 << 20;

    private const string Begin = "-----BEGIN PGP SIGNED MESSAGE-----";
    private const string HashHeader = "Hash: SHA512";
    private const string SignatureType = "PGP SIGNATURE";
    private const string BeginSignature = $"-----BEGIN {SignatureType}-----";
    private const string EndSignature = $"-----END {SignatureType}-----";

    private readonly byte[] _text;
    private readonly byte[] _signature;

    private SignedText(byte[] text, byte[] signature)
    {
        (_text, _signature) = (text, signature);
        Hash = Sha256Hash.Of(text);
    }

    /// <param name="text">UTF-8, LF, no trailing blanks, final newline.</param>
    /// <param name="signature">One binary signature packet, header included.</param>
    /// <exception cref="ArgumentException">What <see cref="TryRead"/> would not read back.</exception>
    public SignedText(ReadOnlySpan<byte> text, ReadOnlySpan<byte> signature)
        : this(text.ToArray(), signature.ToArray())
    {
        var refusal = StrictText.Check(text, MaximumOctets) ?? SignaturePacket.Judge(signature, 0);
        if (refusal is not null) throw new ArgumentException($"{refusal}");
    }

    /// <summary>The signed text itself: dash escapes undone, LF, final newline.</summary>
    public ReadOnlyMemory<byte> Text => _text;

    /// <summary>The signature packet, binary.</summary>
    public ReadOnlyMemory<byte> Signature => _signature;

    /// <summary>SHA-256 of <see cref="Text"/>: what every hash of a signed text means.</summary>
    public Sha256Hash Hash { get; }

    /// <summary>What the signature is made over: lines joined by CRLF, without the final line end. Source: RFC 9580 §7.2.</summary>
    public static byte[] OctetsToSign(ReadOnlySpan<byte> text) =>
        Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(text[..^1]).Replace("\n", "\r\n", StringComparison.Ordinal));

    /// <summary>The frame.</summary>
    public byte[] Write()
    {
        var frame = new StringBuilder($"{Begin}\n{HashHeader}\n\n");
        var lines = new Lines(Encoding.UTF8.GetString(_text));
        while (lines.TryNext(out var line))
            frame.Append(line.StartsWith('-') ? "- " : "").Append(line).Append('\n');
        return Encoding.UTF8.GetBytes(frame.Append(Armor.Write(SignatureType, _signature)).ToString());
    }

    /// <summary>Takes the whole frame, nothing before or behind.</summary>
    public static bool TryRead(
        ReadOnlySpan<byte> octets,
        [NotNullWhen(true)] out SignedText? text, [NotNullWhen(false)] out TextRefusal? refusal) =>
        StrictText.TryRead(octets, MaximumOctets, Read, signed => signed.Write(), out text, out refusal);

    private static TextRefusal? Read(Lines lines, out SignedText? text)
    {
        text = null;
        byte[] octets = [], signature = [];
        var refusal = ReadHeaders(ref lines) ?? ReadText(ref lines, out octets) ?? ReadSignature(lines, out signature);
        if (refusal is null) text = new SignedText(octets, signature);
        return refusal;
    }

    private static TextRefusal? ReadHeaders(ref Lines lines)
    {
        if (!lines.TryNext(out var line) || !line.SequenceEqual(Begin)) return lines.Refuse(TextFault.FrameStartMissing);
        if (!lines.TryNext(out line)) return lines.Refuse(TextFault.FrameIncomplete);
        if (!line.SequenceEqual(HashHeader))
            return lines.Refuse(line.IsEmpty || line.StartsWith("Hash:") ? TextFault.HashHeaderWrong : TextFault.OtherHeader);
        if (!lines.TryNext(out line)) return lines.Refuse(TextFault.FrameIncomplete);
        if (line.IsEmpty) return null;
        return lines.Refuse(line.StartsWith("Hash:") ? TextFault.SecondHashHeader : TextFault.OtherHeader);
    }

    private static TextRefusal? ReadText(ref Lines lines, out byte[] octets)
    {
        octets = [];
        var text = new StringBuilder();
        while (!lines.Rest.StartsWith(BeginSignature + "\n"))
        {
            if (!lines.TryNext(out var line)) return lines.Refuse(TextFault.FrameIncomplete);
            var escaped = line.StartsWith("- ");
            if (!escaped && line.StartsWith('-')) return lines.Refuse(TextFault.DashEscapeMissing);
            if (escaped && !line[2..].StartsWith('-')) return lines.Refuse(TextFault.DashEscapeSuperfluous);
            text.Append(escaped ? line[2..] : line).Append('\n');
        }

        if (text.Length == 0) return lines.Refuse(TextFault.LineMissing);
        octets = Encoding.UTF8.GetBytes(text.ToString());
        return null;
    }

    private static TextRefusal? ReadSignature(Lines lines, out byte[] signature)
    {
        signature = [];
        if (!lines.TryThrough(EndSignature, out var block)) return lines.Refuse(TextFault.FrameIncomplete);
        if (lines.Rest.StartsWith(BeginSignature)) return lines.Refuse(TextFault.SecondSignature);
        if (!lines.Rest.IsEmpty) return lines.Refuse(TextFault.TextBehindFrame);
        if (!Armor.TryRead(block, SignatureType, out signature)) return lines.Refuse(TextFault.ArmorNotCanonical);
        return SignaturePacket.Judge(signature, lines.Number);
    }
}
