using SecureDrop.Certificates;
using SecureDrop.Formats;
using SecureDrop.Formats.Texts;

namespace SecureDrop.Reviewer.Keys;

/// <summary>Gathers lines and certificates for a keyring, then has them judged exactly as every reader will.</summary>
internal sealed class KeyringDraft(DateTimeOffset now)
{
    private readonly List<KeyringLine> _lines = [];
    private readonly List<KeyringCertificate> _certificates = [];

    /// <summary>Why the last step did not succeed, for a person.</summary>
    public string Trouble { get; private set; } = "";

    public bool Add(KeyringRole role, FileInfo[]? files, DateOnly from, DateOnly until, DateOnly acceptUntil)
    {
        foreach (var file in files ?? [])
        {
            if (!Certificate.TryRead(File.ReadAllText(file.FullName), now, out var certificate, out var refusal))
                return Fail($"{file.Name}: the certificate is refused: {refusal.Words()}.");
            if (role == KeyringRole.Operator != (certificate.Subkeys.Count == 0))
                return Fail($"{file.Name}: reviewers' certificates have an encryption subkey, operators' have none.");
            _certificates.Add(new(certificate.Primary, certificate.Armored));
            if (role == KeyringRole.Operator) _lines.Add(KeyringLine.Signing(certificate.Primary, from, until));
            foreach (var subkey in certificate.Subkeys)
                _lines.Add(KeyringLine.Sealing(role, certificate.Primary, subkey.Fingerprint, from, until, acceptUntil));
        }
        return true;
    }

    public TrustedKeyring? Sign(FileInfo rootKey, char[]? passphrase, int epoch, FileInfo? previous, DateOnly expires, IEnumerable<string> addresses)
    {
        if (!SigningKey.TryOpen(File.ReadAllText(rootKey.FullName), passphrase, out var key, out var refusal))
        {
            Trouble = $"{rootKey.Name}: {refusal.Words()}.";
            return null;
        }
        using (key)
        {
            Array.Clear(passphrase ?? []);
            _certificates.Add(new(key.Primary, key.PrimaryCertificate));
            return Sign(key, epoch, previous, expires, addresses);
        }
    }

    private TrustedKeyring? Sign(SigningKey key, int epoch, FileInfo? previous, DateOnly expires, IEnumerable<string> addresses)
    {
        var today = DateOnly.FromDateTime(now.UtcDateTime);
        Sha256Hash? before = null;
        if (previous is not null)
        {
            if (!VerifiedKeyring.TryOpen(File.ReadAllBytes(previous.FullName), key.Primary, pin: null, DateOnly.MinValue, out var old, out var why))
            {
                Trouble = $"{previous.Name}: {why.Words()}.";
                return null;
            }
            before = old.Lines.Hash;
        }
        try
        {
            var text = Keyring.Compose(epoch, today, expires, before, key.Primary, addresses, _lines, _certificates).Text;
            if (VerifiedKeyring.TryOpen(key.Sign(text.Span, now).Write(), key.Primary, pin: null, today, out var keyring, out var refusal)) return keyring;
            Trouble = $"The keyring would be refused: {refusal.Words()}.";
        }
        catch (ArgumentException contradiction)
        {
            Trouble = $"The keyring would be refused: {contradiction.Message}.";
        }
        return null;
    }

    private bool Fail(string trouble)
    {
        Trouble = trouble;
        return false;
    }
}
