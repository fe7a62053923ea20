using System.Diagnostics.CodeAnalysis;
using SecureDrop.Formats.OpenPgp;

namespace SecureDrop.Formats.Texts;

/// <summary>
/// The keyring's text: who may read, who may sign bundles, and until when. It carries no proof: the signature around it
/// (<see cref="SignedText"/>) is verified by Certificates.
/// </summary>
public sealed class Keyring
{
    public const int MaximumOctets = 4 << 20;
    public const int MaximumAddresses = 16;
    public const int MaximumKeys = 4096;

    internal Keyring() { }

    /// <summary>From 1; every next keyring has the next number.</summary>
    public required int Epoch { get; init; }
    public required DateOnly Issued { get; init; }

    /// <summary>The last day on which anything may be sealed or accepted by this keyring.</summary>
    public required DateOnly Expires { get; init; }

    /// <summary>Hash of the previous keyring's signed text; null for epoch 1.</summary>
    public required Sha256Hash? Previous { get; init; }
    public required Fingerprint Root { get; init; }
    public required IReadOnlyList<string> Addresses { get; init; }
    public required IReadOnlyList<KeyringLine> Keys { get; init; }

    /// <summary>Root first, then each primary in order of its first line.</summary>
    public required IReadOnlyList<KeyringCertificate> Certificates { get; init; }

    public required ReadOnlyMemory<byte> Text { get; init; }
    public required Sha256Hash Hash { get; init; }

    /// <summary>Makes a keyring from its fields; certificates may come in any order.</summary>
    /// <exception cref="ArgumentException">The fields contradict each other: what <see cref="TryRead"/> would not read back.</exception>
    public static Keyring Compose(
        int epoch, DateOnly issued, DateOnly expires, Sha256Hash? previous, Fingerprint root, IEnumerable<string> addresses,
        IEnumerable<KeyringLine> keys, IEnumerable<KeyringCertificate> certificates) => throw new NotImplementedException();

    /// <summary>Takes the signed text itself (<see cref="SignedText.Text"/>), not its frame.</summary>
    public static bool TryRead(
        ReadOnlySpan<byte> text,
        [NotNullWhen(true)] out Keyring? keyring, [NotNullWhen(false)] out TextRefusal? refusal) => throw new NotImplementedException();

    public bool IsExpired(DateOnly today) => today > Expires;

    /// <summary>
    /// Null when a message to this subkey is accepted today. A subkey not yet begun is accepted: a gateway whose clock is slow must
    /// not turn sources away.
    /// </summary>
    public Refusal? Judge(KeyId subkey, DateOnly today) => throw new NotImplementedException();

    /// <summary>The line of a subkey, or null.</summary>
    public KeyringLine? OwnLine(KeyId subkey) => throw new NotImplementedException();

    /// <summary>Of each holder and reviewer the newest subkey that one may seal to on that day.</summary>
    public IReadOnlyList<KeyringLine> SealingSubkeys(DateOnly day) => throw new NotImplementedException();

    /// <summary>Not expired, and some subkey is accepted.</summary>
    public bool Accepts(DateOnly day) => throw new NotImplementedException();

    /// <summary>Primaries of holders with a subkey neither revoked nor destroyed: a purge waits for each of them.</summary>
    public IReadOnlyList<Fingerprint> Holders => throw new NotImplementedException();
    public bool IsHolder(Fingerprint primary) => Holders.Contains(primary);

    /// <summary>A holder or reviewer with a subkey accepted on that day: one whose acknowledgement counts.</summary>
    public bool IsLiveReviewer(Fingerprint primary, DateOnly day) => throw new NotImplementedException();

    /// <summary>Operators that may sign bundles on that day.</summary>
    public IReadOnlyList<Fingerprint> Operators(DateOnly day) => throw new NotImplementedException();
}
