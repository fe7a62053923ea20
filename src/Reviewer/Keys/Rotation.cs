using System.Text;
using SecureDrop.Certificates;
using SecureDrop.Formats.Texts;
using SecureDrop.Reviewer.Home;
using SecureDrop.Reviewer.Isolation;
using SecureDrop.Reviewer.Opening;

namespace SecureDrop.Reviewer.Keys;

/// <summary>
/// Makes what is new and plans its lines. Secrets that an earlier run made today and that no keyring names yet, because it was cut short or waits for the root's
/// keeper, are taken instead of being made again.
/// </summary>
internal sealed class Rotation(HomeFolder home, NextKeyring next, SealingPlan days, int? oldGrace, FileInfo? passphraseFile, List<Action> secrets, TextWriter notes)
{
    /// <param name="file">The secret key that gets subkeys.</param>
    /// <param name="months">Null for one from today; otherwise one for each of the months to come, and one from today when nothing lasts until the first.</param>
    public Trouble? NewSubkeys(SecretKeyFile file, int? months)
    {
        var known = next.Before.Find(file.Primary);
        var lines = next.LiveLines(file.Primary);
        if (known is null || lines.Count == 0) return Trouble.Refused("the keyring names no such certificate");
        var wanted = (months is { } count ? Calendar(lines, count) : [next.Today]).Except(lines.Where(line => IsFrom(known, line)).Select(line => line.From.GetValueOrDefault())).ToList();
        if (wanted.Count == 0) return null;
        var made = Unnamed(file, known).Select(Created).ToList();
        if (wanted.Except(made).Any())
        {
            if (Grow(file, [.. wanted.Except(made)], out var trouble) is not { } grown) return trouble;
            secrets.Add(() => Hold(grown));
            file = grown;
        }

        var subkeys = Unnamed(file, known).Where(subkey => wanted.Contains(Created(subkey))).ToList();
        if (file.Certificate(next.Now) is not { } mine
            || !Certificate.TryRead(CertificateUnion.Of(known, mine, [.. subkeys.Select(subkey => subkey.Fingerprint)]), next.Now, out var united, out _))
            return Trouble.Refused("the certificate would be refused", "only keys that keygen made can be rotated: securedrop-reviewer rotate --new-certificate");
        next.Add(united, days.Lines(lines[0].Role, file.Primary, subkeys, next.Today), oldGrace);
        return null;
    }

    public Trouble? NewCertificate(SecretKeyFile file)
    {
        var role = next.LiveLines(file.Primary)[0].Role;
        var waiting = KeyStore.Read(home).Select(key => key.Certificate(next.Now)).OfType<Certificate>()
            .FirstOrDefault(one => next.Before.Find(one.Primary) is null && DateOnly.FromDateTime(one.Created.UtcDateTime) == next.Today);
        if (waiting is null)
        {
            if (Make(file, next.Before.Find(file.Primary)?.UserId ?? "reviewer", out var trouble) is not { } made) return trouble;
            waiting = made;
        }
        next.Retire(file.Primary, oldGrace);
        next.Add(waiting, days.Lines(role, waiting.Primary, waiting.Subkeys, next.Today));
        return null;
    }

    private Certificate? Make(SecretKeyFile old, string name, out Trouble? trouble)
    {
        if (Passphrase.Choose(passphraseFile, out trouble) is not { } passphrase) return null;
        // One passphrase opens all of a home: with two, old items would fail for want of the other.
        var opens = SigningKey.TryOpen(old.Armored, passphrase, out var key, out var refusal);
        key?.Dispose();
        var made = opens ? NewKey.Make(name, withSubkey: true, next.Now, subkeyExpires: null, passphrase, KernelRandom.New()) : null;
        Array.Clear(passphrase);
        trouble = made is null ? Locked(refusal) : Trouble.Refused("the new certificate would be refused");
        if (made is null || SecretKeyFile.Read(made.Secret) is not { } fresh) return null;
        secrets.Add(() => Keep(made));
        secrets.Add(() => Hold(fresh));
        return fresh.Certificate(next.Now);
    }

    private void Hold(SecretKeyFile key)
    {
        KeyStore.Add(home, key);
        notes.WriteLine("the new secret is in no backup yet: securedrop-reviewer backup --to FILE");
    }

    private void Keep(NewKey made)
    {
        HomeFolder.MakeFolder(home.Revocations);
        var path = Path.Combine(home.Revocations, $"{made.Primary}.asc");
        PrivateFile.Replace(path, Encoding.UTF8.GetBytes(made.Revocation));
        notes.WriteLine($"revocation of the new certificate: {path} (print it and keep it elsewhere)");
    }

    private SecretKeyFile? Grow(SecretKeyFile file, IReadOnlyList<DateOnly> created, out Trouble? trouble)
    {
        if (Passphrase.Take(passphraseFile, out trouble, "Passphrase of this home's key: ") is not { } passphrase) return null;
        var opens = GrownKey.TryMake(file.Armored, passphrase, created, KernelRandom.New(), out var grown, out var refusal);
        Array.Clear(passphrase);
        trouble = opens ? null : Locked(refusal);
        return grown is null ? null : SecretKeyFile.Read(grown);
    }

    private static Trouble Locked(SecretKeyRefusal refusal) => Trouble.Refused($"the secret key of this home does not open: {refusal.Words()}", "try the passphrase again; nothing was written");

    /// <summary>The first days of the months to come, and today unless some line reaches the first of them.</summary>
    private IEnumerable<DateOnly> Calendar(IReadOnlyList<KeyringLine> lines, int months)
    {
        var first = new DateOnly(next.Today.Year, next.Today.Month, 1).AddMonths(1);
        var lasts = lines.Any(line => line.From <= next.Today && line.Until >= first.AddDays(-1));
        return Enumerable.Range(0, months).Select(first.AddMonths).Concat(lasts ? [] : [next.Today]).Order();
    }

    /// <summary>A line whose subkey was made for its first day: there is nothing newer to make for that day, and gpg could not tell the two apart.</summary>
    private static bool IsFrom(Certificate certificate, KeyringLine line) =>
        certificate.Subkeys.Any(subkey => subkey.Fingerprint == line.Subkey && Created(subkey) == line.From);

    private IEnumerable<EncryptionSubkey> Unnamed(SecretKeyFile file, Certificate known) =>
        (file.Certificate(next.Now)?.Subkeys ?? []).Where(subkey => known.Subkeys.All(named => named.Fingerprint != subkey.Fingerprint)).DistinctBy(Created);

    private static DateOnly Created(EncryptionSubkey subkey) => DateOnly.FromDateTime(subkey.Created.UtcDateTime);
}
