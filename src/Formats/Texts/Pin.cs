using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace SecureDrop.Formats.Texts;

/// <summary>First trust, kept: the root's fingerprint, the highest keyring epoch seen and the hash of that keyring's text.</summary>
public sealed record Pin(Fingerprint Root, int Epoch, Sha256Hash Hash)
{
    public const string Title = "SecureDrop.Net pin 1";
    private const int MaximumOctets = 256;

    /// <summary>Where its version stands.</summary>
    public static FormatVersion Version { get; } = FormatVersion.OfTitle(Title);

    public byte[] Write() => Encoding.ASCII.GetBytes($"{Title}\nroot {Root}\nepoch {Written.Of(Epoch)}\nhash {Hash}\n");

    public static bool TryRead(
        ReadOnlySpan<byte> octets,
        [NotNullWhen(true)] out Pin? pin, [NotNullWhen(false)] out TextRefusal? refusal) =>
        StrictText.TryRead(octets, MaximumOctets, Read, value => value.Write(), out pin, out refusal, Version);

    private static TextRefusal? Read(Lines lines, out Pin? pin)
    {
        pin = null;
        if (!lines.TryNext(out var value) || !value.SequenceEqual(Title)) return lines.Refuse(TextFault.TitleWrong);
        if (!lines.TryField("root ", out value)) return lines.Refuse(TextFault.LineMalformed);
        if (!Fingerprint.TryParse(value, out var root)) return lines.Refuse(TextFault.FingerprintMalformed);
        if (!lines.TryField("epoch ", out value)) return lines.Refuse(TextFault.LineMalformed);
        if (!Written.TryNumber(value, out int epoch) || epoch == 0) return lines.Refuse(TextFault.NumberMalformed);
        if (!lines.TryField("hash ", out value)) return lines.Refuse(TextFault.LineMalformed);
        if (!Sha256Hash.TryParse(value, out var hash)) return lines.Refuse(TextFault.HashMalformed);
        if (lines.TryNext(out _)) return lines.Refuse(TextFault.LineMalformed);
        pin = new Pin(root, epoch, hash);
        return null;
    }
}
