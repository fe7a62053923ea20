using System.Diagnostics.CodeAnalysis;
using SecureDrop.Formats;

namespace SecureDrop.Certificates;

/// <summary>A certificate that keeps to the profile: only public packets, each bound by a verified self-signature.</summary>
public sealed class Certificate
{
    private Certificate(Fingerprint primary, IReadOnlyList<EncryptionSubkey> subkeys, string armored, string userId) =>
        (Primary, Subkeys, Armored, UserId) = (primary, subkeys, armored, userId);

    public Fingerprint Primary { get; }
    public IReadOnlyList<EncryptionSubkey> Subkeys { get; }

    /// <summary>The canonical armored form, final line end included.</summary>
    public string Armored { get; }
    public string UserId { get; }

    public static bool TryRead(ReadOnlySpan<char> armored, DateTimeOffset now, [NotNullWhen(true)] out Certificate? certificate, out CertificateRefusal refusal) =>
        throw new NotImplementedException($"{armored.Length}{now}{nameof(Certificate)}");

    internal static Certificate Placeholder => new(default, [], "", "");
}
