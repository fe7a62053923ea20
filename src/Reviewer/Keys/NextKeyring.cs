using SecureDrop.Certificates;
using SecureDrop.Formats;
using SecureDrop.Formats.Texts;

namespace SecureDrop.Reviewer.Keys;

/// <summary>The keyring after one that is trusted: the same addresses, lines and certificates but for what a command changes.</summary>
internal sealed class NextKeyring(TrustedKeyring before, DateTimeOffset now)
{
    private const int UsualLife = 400;
    private readonly List<KeyringLine> _lines = [.. before.Lines.Keys];
    private readonly Dictionary<Fingerprint, Certificate> _grown = [];

    public TrustedKeyring Before => before;
    public DateTimeOffset Now => now;
    public DateOnly Today { get; } = DateOnly.FromDateTime(now.UtcDateTime);
    public IReadOnlyList<KeyringLine> Lines => _lines;
    public bool IsChanged => !_lines.SequenceEqual(before.Lines.Keys);

    /// <summary>Certificates that are new, or have more subkeys than before.</summary>
    public IReadOnlyCollection<Certificate> Grown => _grown.Values;

    public Certificate? Find(Fingerprint primary) => _grown.GetValueOrDefault(primary) ?? before.Find(primary);

    /// <summary>By a primary key all of its lines, by a subkey its one.</summary>
    public IReadOnlyList<KeyringLine> LiveLines(Fingerprint key) =>
        [.. _lines.Where(line => line.Status == KeyringStatus.Live && (line.Primary == key || line.Subkey == key))];

    public void Replace(KeyringLine line, KeyringLine by) => _lines[_lines.IndexOf(line)] = by;

    /// <summary>New lines come behind those of the same certificate; each live line of it then ends when a later one begins.</summary>
    /// <param name="certificate">With all the subkeys that its lines name.</param>
    /// <param name="lines">The new ones.</param>
    /// <param name="grace">Days that a line cut short stays accepted; null to leave that as it was.</param>
    public void Add(Certificate certificate, IEnumerable<KeyringLine> lines, int? grace = null)
    {
        _grown[certificate.Primary] = certificate;
        var last = _lines.FindLastIndex(line => line.Primary == certificate.Primary);
        _lines.InsertRange(last < 0 ? _lines.Count : last + 1, lines);
        foreach (var (line, next) in Successions(certificate.Primary))
            EndBefore(line, next.From.GetValueOrDefault(), grace);
    }

    /// <summary>
    /// No one seals to it, or signs by it, any more; what was sealed stays accepted. A holder that retires as a whole is a mere reviewer from then on: a purge
    /// must not wait for somebody who has gone, or for the old certificate of somebody who stays.
    /// </summary>
    public void Retire(Fingerprint key, int? grace)
    {
        foreach (var line in LiveLines(key)) Retire(line, grace);
        foreach (var line in _lines.Where(line => line.Primary == key && line.Role == KeyringRole.Holder).ToList()) Replace(line, line.As(KeyringRole.Reviewer));
    }

    /// <summary>Signed and judged; null and why when every reader would refuse it.</summary>
    public TrustedKeyring? Sign(SigningKey root, DateOnly? expires, out Trouble? trouble)
    {
        trouble = Trouble.Refused("this is not the root of the keyring that this home trusts", $"--root-key takes the secret key of {before.Lines.Root.Grouped()}");
        if (root.Primary != before.Lines.Root) return null;
        DateOnly?[] ends = [Today.AddDays(UsualLife), .. _lines.Select(line => line.AcceptUntil)];
        return SignedKeyring.Make(
            root, now, before.Pin, before.Lines.Epoch + 1, expires ?? ends.Max() ?? Today, before.Lines.Addresses, _lines,
            [.. before.Lines.Certificates.Where(known => !_grown.ContainsKey(known.Primary)), .. _grown.Values.Select(one => new KeyringCertificate(one.Primary, one.Armored))],
            out trouble);
    }

    /// <summary>What has not begun can only be revoked.</summary>
    private void Retire(KeyringLine line, int? grace)
    {
        if (line.From > Today) Replace(line, KeyringLine.Ended(line.Role, line.Primary, line.Subkey, KeyringStatus.Revoked, Today));
        // A bundle of this morning is still good.
        else EndBefore(line, line.Role == KeyringRole.Operator ? Today.AddDays(1) : Today, grace);
    }

    private List<(KeyringLine Line, KeyringLine Next)> Successions(Fingerprint primary)
    {
        var inOrder = LiveLines(primary).OrderBy(line => line.From).ToList();
        return [.. inOrder.Zip(inOrder.Skip(1))];
    }

    private void EndBefore(KeyringLine line, DateOnly day, int? grace)
    {
        var from = line.From.GetValueOrDefault();
        // A line has at least one day.
        var until = day > from ? day.AddDays(-1) : from;
        if (until >= line.Until) return;
        var acceptUntil = grace is { } days ? until.AddDays(days) : line.AcceptUntil.GetValueOrDefault();
        Replace(line, line.Subkey is { } subkey
            ? KeyringLine.Sealing(line.Role, line.Primary, subkey, from, until, acceptUntil)
            : KeyringLine.Signing(line.Primary, from, until));
    }
}
