using SecureDrop.Certificates;
using SecureDrop.Formats;
using SecureDrop.Formats.Texts;

namespace SecureDrop.Reviewer.Keys;

/// <summary>Gathers lines and certificates for a keyring, then has them judged exactly as every reader will.</summary>
internal sealed class KeyringDraft(DateTimeOffset now)
{
    private readonly List<KeyringLine> _lines = [];
    private readonly List<KeyringCertificate> _certificates = [];
    private readonly DateOnly _today = DateOnly.FromDateTime(now.UtcDateTime);

    /// <summary>Null when all of them were taken.</summary>
    public Trouble? Add(KeyringRole role, FileInfo[]? files, DateOnly from, DateOnly until, DateOnly acceptUntil)
    {
        foreach (var file in files ?? [])
        {
            if (NamedFile.Trouble(file.FullName) is { } absent) return absent;
            if (!Certificate.TryRead(File.ReadAllText(file.FullName), now, out var certificate, out var refusal))
                return Trouble.Refused($"{file.Name}: the certificate is refused: {refusal.Words()}", "--holder, --reviewer and --operator take the NAME.public.asc that keygen writes");
            if (role == KeyringRole.Operator != (certificate.Subkeys.Count == 0))
                return Trouble.Refused($"{file.Name}: reviewers' certificates have an encryption subkey, operators' have none", "keygen --role makes the one or the other");
            if (_certificates.Any(known => known.Primary == certificate.Primary))
                return Trouble.Refused($"{file.Name}: this certificate is named twice", "name each certificate once, in one role: a holder is a reviewer already");
            _certificates.Add(new(certificate.Primary, certificate.Armored));
            if (role == KeyringRole.Operator) _lines.Add(KeyringLine.Signing(certificate.Primary, from, until));
            foreach (var subkey in certificate.Subkeys)
                _lines.Add(KeyringLine.Sealing(role, certificate.Primary, subkey.Fingerprint, from, until, acceptUntil));
        }
        return null;
    }

    /// <summary>A keyring that every reader would take and that would still bring the work to a stand. Null when this is none.</summary>
    public Trouble? Useless()
    {
        if (!_lines.Any(line => line.Role == KeyringRole.Holder))
            return Trouble.Refused("no_holder: no holder is named, so nothing could ever be purged without force", "name at least one reviewer as --holder FILE");
        return _lines.Any(line => line.Role != KeyringRole.Operator && line.Until >= _today)
            ? null
            : Trouble.Refused("nobody_to_seal_to: the last day to seal has passed, so no source could seal to anybody", "give a later --seal-until");
    }

    public TrustedKeyring? Sign(
        FileInfo rootKey, char[] passphrase, int epoch, FileInfo? previous, DateOnly expires, IEnumerable<string> addresses, out Trouble? trouble)
    {
        var opens = SigningKey.TryOpen(File.ReadAllText(rootKey.FullName), passphrase, out var key, out var refusal);
        Array.Clear(passphrase);
        trouble = opens ? null : Trouble.Refused($"{rootKey.Name}: {refusal.Words()}", "--root-key takes the root's NAME.secret.asc that keygen wrote");
        if (key is null) return null;
        using (key)
        {
            trouble = Trouble.Refused("the root's own certificate is named among the others", "the root only signs keyrings: holders, reviewers and operators have keys of their own");
            if (_certificates.Any(known => known.Primary == key.Primary)) return null;
            _certificates.Add(new(key.Primary, key.PrimaryCertificate));
            return Sign(key, epoch, previous, expires, addresses, out trouble);
        }
    }

    private TrustedKeyring? Sign(SigningKey key, int epoch, FileInfo? previous, DateOnly expires, IEnumerable<string> addresses, out Trouble? trouble)
    {
        Sha256Hash? before = null;
        if (previous is not null)
        {
            trouble = NamedFile.Trouble(previous.FullName);
            if (trouble is not null) return null;
            if (!VerifiedKeyring.TryOpen(File.ReadAllBytes(previous.FullName), key.Primary, pin: null, DateOnly.MinValue, out var old, out var why))
            {
                trouble = Trouble.Refused($"{previous.Name}: {why.Words()}", "--previous takes the signed keyring before this one, of the same root");
                return null;
            }
            before = old.Lines.Hash;
        }
        if (!Keyring.TryCompose(epoch, _today, expires, before, key.Primary, addresses, _lines, _certificates, out var lines, out var fault))
        {
            trouble = Trouble.Refused($"the keyring would be refused: {Words(fault)}");
            return null;
        }
        var opens = VerifiedKeyring.TryOpen(key.Sign(lines.Text.Span, now).Write(), key.Primary, pin: null, _today, out var keyring, out var refusal);
        trouble = opens ? null : Trouble.Refused($"the keyring would be refused: {refusal.Words()}");
        return keyring;
    }

    /// <summary>What a person can have typed wrong; a number of a line would say nothing about a text that nobody has seen.</summary>
    private static string Words(TextRefusal refusal) => refusal.Fault switch
    {
        TextFault.DaysContradict => "the days contradict each other: today, --seal-from, --seal-until, --accept-until and --expires must not come before one another in this order",
        TextFault.PreviousContradictsEpoch => "epoch 1 has no --previous, and every later epoch needs it: --previous FILE, the signed keyring before this one",
        TextFault.AddressMalformed => "an --address is not a scheme, a host and maybe a port in lower case, such as http://127.0.0.1:8080",
        TextFault.LineRepeated => "an --address is named twice",
        TextFault.TooManyLines => $"it takes at most {Keyring.MaximumAddresses} addresses and {Keyring.MaximumKeys} keys",
        TextFault.KeyIdRepeated => "two subkeys share a key ID: one of the two keys must be made anew",
        _ => $"it cannot be written in its one form ({refusal})",
    };
}
