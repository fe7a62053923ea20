using SecureDrop.Formats;
using SecureDrop.Formats.Testimonies;

namespace SecureDrop.Certificates;

/// <summary>One sealed part, ready to send.</summary>
/// <param name="Name">Its place in the testimony; secret, never outside the encryption.</param>
/// <param name="Octets">The message, binary.</param>
public sealed record SealedPart(PartName Name, ReadOnlyMemory<byte> Octets)
{
    public Receipt Receipt { get; } = Receipt.Of(Sha256Hash.Of(Octets.Span));

    public override string ToString() => nameof(SealedPart);
}
