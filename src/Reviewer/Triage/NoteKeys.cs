using SecureDrop.Reviewer.Home;
using SecureDrop.Reviewer.Keys;
using SecureDrop.Reviewer.Opening;

namespace SecureDrop.Reviewer.Triage;

/// <summary>Asks for the passphrase that opens notes, and only where a note is wanted.</summary>
internal static class NoteKeys
{
    /// <summary>Null, and why, when this machine's secret keys do not open.</summary>
    public static UnlockedKeys? Unlock(HomeFolder home, FileInfo? passphraseFile, out Trouble? trouble)
    {
        var files = KeyStore.Read(home);
        trouble = Trouble.Refused("this machine holds no secret key", "securedrop-reviewer init --secret-key FILE");
        if (files.Count == 0 || Passphrase.Take(passphraseFile, out trouble) is not { } passphrase) return null;
        var keys = UnlockedKeys.Open(files, passphrase);
        Array.Clear(passphrase);
        trouble = keys is null ? Trouble.Refused("the passphrase does not open this machine's secret key", "try again") : null;
        return keys;
    }

    public static UnlockedKeys? None(out Trouble? trouble)
    {
        trouble = null;
        return null;
    }
}
