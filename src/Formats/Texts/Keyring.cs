using System.Diagnostics.CodeAnalysis;
using SecureDrop.Formats.OpenPgp;

namespace SecureDrop.Formats.Texts;

/// <summary>
/// The keyring: who may read, who may sign bundles, and until when. It carries no proof: the signature around its text
/// (<see cref="SignedText"/>) is verified by Certificates.
/// </summary>
public sealed class Keyring
{
    public const int MaximumOctets = 4 << 20;

    /// <summary>Largest frame around it, in octets: a gateway keeps it as one record.</summary>
    public const int MaximumFrameOctets = 16 << 20;
    /// <summary>Where its version stands.</summary>
    public static FormatVersion Version { get; } = FormatVersion.OfTitle(KeyringGrammar.Title);

    public const int MaximumAddresses = 16;
    public const int MaximumKeys = 4096;

    private readonly byte[] _text;
    private readonly Dictionary<KeyId, KeyringLine> _bySubkey;

    internal Keyring(
        int epoch, DateOnly issued, DateOnly expires, Sha256Hash? previous, Fingerprint root, IReadOnlyList<string> addresses,
        IReadOnlyList<KeyringLine> keys, IReadOnlyList<KeyringCertificate> certificates)
    {
        (Epoch, Issued, Expires, Previous, Root, Addresses, Keys, Certificates) = (epoch, issued, expires, previous, root, addresses, keys, certificates);
        _bySubkey = keys.Where(line => line.Subkey is not null).ToDictionary(line => line.Subkey.GetValueOrDefault().KeyId);
        _text = KeyringGrammar.Write(this);
        Hash = Sha256Hash.Of(_text);
    }

    /// <summary>From 1; every next keyring has the next number.</summary>
    public int Epoch { get; }
    public DateOnly Issued { get; }

    /// <summary>The last day on which anything may be sealed or accepted by this keyring.</summary>
    public DateOnly Expires { get; }

    /// <summary>Hash of the previous keyring's signed text; null for epoch 1.</summary>
    public Sha256Hash? Previous { get; }
    public Fingerprint Root { get; }
    public IReadOnlyList<string> Addresses { get; }
    public IReadOnlyList<KeyringLine> Keys { get; }

    /// <summary>Root first, then each primary in order of its first line.</summary>
    public IReadOnlyList<KeyringCertificate> Certificates { get; }

    /// <summary>After this day nothing may be sealed by this keyring.</summary>
    public DateOnly SealsUntil =>
        Keys.Where(line => line is { Role: not KeyringRole.Operator, Status: KeyringStatus.Live }).Max(line => line.Until) is { } last && last < Expires ? last : Expires;

    /// <summary>After this day no operator may sign; null when none is listed that could.</summary>
    public DateOnly? SignsUntil => Keys.Where(line => line is { Role: KeyringRole.Operator, Status: KeyringStatus.Live }).Max(line => line.Until);

    /// <summary>The text to sign.</summary>
    public ReadOnlyMemory<byte> Text => _text;

    /// <summary>SHA-256 of <see cref="Text"/>.</summary>
    public Sha256Hash Hash { get; }

    /// <summary>Primaries of holders with a subkey neither revoked nor destroyed: a purge waits for each of them.</summary>
    public IReadOnlyList<Fingerprint> Holders =>
        [.. Keys.Where(line => line.Role == KeyringRole.Holder && line.Status == KeyringStatus.Live).Select(line => line.Primary).Distinct()];

    /// <summary>Makes a keyring from its fields; certificates may come in any order.</summary>
    /// <exception cref="ArgumentException">The fields contradict each other: what <see cref="TryRead"/> would not read back.</exception>
    public static Keyring Compose(
        int epoch, DateOnly issued, DateOnly expires, Sha256Hash? previous, Fingerprint root, IEnumerable<string> addresses,
        IEnumerable<KeyringLine> keys, IEnumerable<KeyringCertificate> certificates) =>
        TryCompose(epoch, issued, expires, previous, root, addresses, keys, certificates, out var keyring, out var refusal)
            ? keyring : throw new ArgumentException($"{refusal}");

    /// <summary>The same, and says which fields contradict each other. No subkey and no certificate stands twice.</summary>
    public static bool TryCompose(
        int epoch, DateOnly issued, DateOnly expires, Sha256Hash? previous, Fingerprint root, IEnumerable<string> addresses,
        IEnumerable<KeyringLine> keys, IEnumerable<KeyringCertificate> certificates,
        [NotNullWhen(true)] out Keyring? keyring, [NotNullWhen(false)] out TextRefusal? refusal)
    {
        KeyringLine[] lines = [.. keys];
        var byPrimary = certificates.ToDictionary(certificate => certificate.Primary);
        var inOrder = lines.Select(line => line.Primary).Prepend(root).Distinct().Where(byPrimary.ContainsKey).Select(primary => byPrimary[primary]);
        var made = new Keyring(epoch, issued, expires, previous, root, [.. addresses], lines, [.. inOrder]);
        return TryRead(made._text, out keyring, out refusal);
    }

    /// <summary>Takes the signed text itself (<see cref="SignedText.Text"/>), not its frame.</summary>
    public static bool TryRead(
        ReadOnlySpan<byte> text,
        [NotNullWhen(true)] out Keyring? keyring, [NotNullWhen(false)] out TextRefusal? refusal) =>
        StrictText.TryRead(text, MaximumOctets, KeyringGrammar.Read, value => value._text, out keyring, out refusal, Version);

    /// <summary>Whether a keyring can name this address of a gateway: http or https, a host and maybe a port, in lower case, and no path.</summary>
    public static bool IsAddress(ReadOnlySpan<char> address) => KeyringGrammar.IsAddress(address);

    public bool IsExpired(DateOnly today) => today > Expires;

    /// <summary>
    /// Null when a message to this subkey is accepted today. A subkey not yet begun is accepted: a gateway whose clock is slow must
    /// not turn sources away.
    /// </summary>
    public Refusal? Judge(KeyId subkey, DateOnly today) => OwnLine(subkey) switch
    {
        null => Refusal.RecipientUnknown,
        var line => line.IsAccepted(today) ? null : Refusal.RecipientRetired,
    };

    /// <summary>The line of a subkey, or null.</summary>
    public KeyringLine? OwnLine(KeyId subkey) => _bySubkey.GetValueOrDefault(subkey);

    /// <summary>Of each holder and reviewer the newest subkey that one may seal to on that day.</summary>
    public IReadOnlyList<KeyringLine> SealingSubkeys(DateOnly day) =>
    [
        .. Keys.Where(line => line.Role != KeyringRole.Operator && line.IsUsable(day))
            .GroupBy(line => line.Primary).Select(lines => lines.OrderBy(line => line.From).Last()),
    ];

    /// <summary>Not expired, and some subkey is accepted.</summary>
    public bool Accepts(DateOnly day) => !IsExpired(day) && Keys.Any(line => line.IsAccepted(day));

    public bool IsHolder(Fingerprint primary) => Holders.Contains(primary);

    /// <summary>A holder or reviewer with a subkey accepted on that day: one whose acknowledgement counts.</summary>
    public bool IsLiveReviewer(Fingerprint primary, DateOnly day) => Keys.Any(line => line.Primary == primary && line.IsAccepted(day));

    /// <summary>The line of an operator, who has one at most; or null.</summary>
    public KeyringLine? OperatorLine(Fingerprint primary) => Keys.FirstOrDefault(line => line.Role == KeyringRole.Operator && line.Primary == primary);

    /// <summary>Operators that may sign bundles on that day.</summary>
    public IReadOnlyList<Fingerprint> Operators(DateOnly day) =>
        [.. Keys.Where(line => line.Role == KeyringRole.Operator && line.IsUsable(day)).Select(line => line.Primary)];
}
