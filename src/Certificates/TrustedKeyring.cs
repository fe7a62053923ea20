using SecureDrop.Formats;
using SecureDrop.Formats.Texts;

namespace SecureDrop.Certificates;

/// <summary>A keyring whose root signature, certificates and lines have been judged together. Only <see cref="VerifiedKeyring"/> makes one.</summary>
public sealed class TrustedKeyring
{
    private readonly Dictionary<Fingerprint, Certificate> _certificates;

    internal TrustedKeyring(SignedText frame, Keyring lines, IEnumerable<Certificate> certificates)
    {
        (Frame, Lines) = (frame, lines);
        _certificates = certificates.ToDictionary(certificate => certificate.Primary);
    }

    /// <summary>The clear-signed text as it is handed on.</summary>
    public SignedText Frame { get; }

    public Keyring Lines { get; }

    /// <summary>What to remember of it: its root, epoch and hash.</summary>
    public Pin Pin => new(Lines.Root, Lines.Epoch, Lines.Hash);

    public Certificate Root => _certificates[Lines.Root];

    /// <summary>The certificate of a primary key, or null when the keyring names no such key.</summary>
    public Certificate? Find(Fingerprint primary) => _certificates.GetValueOrDefault(primary);

    /// <summary>
    /// The day to seal by: the later of the device's day and the keyring's issue day, since phones' clocks are wrong. Null when the
    /// keyring has expired by the clock as it is.
    /// </summary>
    public DateOnly? SealingDay(DateOnly today) =>
        Lines.IsExpired(today) ? null : today < Lines.Issued ? Lines.Issued : today;
}
