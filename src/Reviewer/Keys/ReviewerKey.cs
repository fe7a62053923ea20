using SecureDrop.Certificates;
using SecureDrop.Formats;
using SecureDrop.Formats.Texts;
using SecureDrop.Reviewer.Home;
using SecureDrop.Reviewer.Opening;

namespace SecureDrop.Reviewer.Keys;

/// <summary>The secret key here of a reviewer whose word counts.</summary>
internal static class ReviewerKey
{
    /// <summary>A reviewer of the keyring, also one whose subkeys are all retired by now, but none that was revoked.</summary>
    public static bool MaySign(TrustedKeyring keyring, Fingerprint primary)
    {
        var lines = keyring.Lines.Keys.Where(line => line.Primary == primary && line.Role != KeyringRole.Operator).ToList();
        return lines.Count > 0 && lines.All(line => line.Status != KeyringStatus.Revoked);
    }

    /// <summary>Null, and why, when no secret key here has such an owner or the passphrase does not open it.</summary>
    /// <param name="home">Where the secret keys are.</param>
    /// <param name="keyring">Who is a reviewer, and a holder.</param>
    /// <param name="counts">Whose word counts.</param>
    /// <param name="passphrase">The caller wipes it.</param>
    /// <param name="trouble">Why there is none.</param>
    public static SigningKey? Open(HomeFolder home, TrustedKeyring keyring, Func<Fingerprint, bool> counts, ReadOnlySpan<char> passphrase, out Trouble? trouble)
    {
        trouble = null;
        if (Find(home, keyring, counts, out trouble) is not { } file) return null;
        var opens = SigningKey.TryOpen(file.Armored, passphrase, out var key, out var refusal);
        trouble = opens ? null : Trouble.Refused($"the secret key does not open: {refusal.Words()}", "try the passphrase again; nothing was written");
        return key;
    }

    /// <summary>Before a passphrase is asked for.</summary>
    public static SecretKeyFile? Find(HomeFolder home, TrustedKeyring keyring, Func<Fingerprint, bool> counts, out Trouble? trouble)
    {
        // After a change of certificate both still count; a purge waits for the holder's word.
        var file = KeyStore.Read(home).Where(file => counts(file.Primary)).OrderByDescending(file => keyring.Lines.IsHolder(file.Primary)).FirstOrDefault();
        trouble = file is not null ? null : Trouble.Refused(
            "no secret key here belongs to a reviewer of the keyring who is neither retired nor revoked", "securedrop-reviewer init --keyring FILE");
        return file;
    }
}
