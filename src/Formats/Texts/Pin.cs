using System.Diagnostics.CodeAnalysis;

namespace SecureDrop.Formats.Texts;

/// <summary>First trust, kept: the root's fingerprint, the highest keyring epoch seen and the hash of that keyring's text.</summary>
public sealed record Pin(Fingerprint Root, int Epoch, Sha256Hash Hash)
{
    public byte[] Write() => throw new NotImplementedException();

    public static bool TryRead(
        ReadOnlySpan<byte> octets,
        [NotNullWhen(true)] out Pin? pin, [NotNullWhen(false)] out TextRefusal? refusal) => throw new NotImplementedException();
}
