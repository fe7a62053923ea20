using Org.BouncyCastle.Bcpg.OpenPgp;
using SecureDrop.Formats;

namespace SecureDrop.Reviewer.Opening;

/// <summary>
/// The secret subkeys of this machine. Each is opened by the passphrase when a message first needs it: a calendar of subkeys
/// may be long, and opening one is slow on purpose. Disposing wipes the passphrase.
/// </summary>
internal sealed class UnlockedKeys : IDisposable
{
    private readonly Dictionary<KeyId, Lazy<PgpPrivateKey?>> _keys = [];
    private readonly char[] _passphrase;

    private UnlockedKeys(char[] passphrase) => _passphrase = passphrase;

    /// <summary>Null when the passphrase opens none of them.</summary>
    public static UnlockedKeys? Open(IReadOnlyList<SecretKeyFile> files, ReadOnlySpan<char> passphrase)
    {
        var unlocked = new UnlockedKeys(passphrase.ToArray());
        // Each is added, whatever became of the others.
        if (files.Select(unlocked.Add).ToList().Contains(true)) return unlocked;
        unlocked.Dispose();
        return null;
    }

    public bool Holds(KeyId key) => _keys.ContainsKey(key);

    /// <summary>The private key, or null when it is not here or another passphrase locks it.</summary>
    internal PgpPrivateKey? Find(KeyId key) => _keys.TryGetValue(key, out var found) ? found.Value : null;

    public void Dispose()
    {
        _keys.Clear();
        Array.Clear(_passphrase);
    }

    public override string ToString() => nameof(UnlockedKeys);

    /// <summary>True when the passphrase opens the file's first subkey, or the primary key when all subkeys are destroyed.</summary>
    private bool Add(SecretKeyFile file)
    {
        foreach (var secret in file.Ring.GetSecretKeys())
            _keys[new KeyId((ulong)secret.KeyId)] = new Lazy<PgpPrivateKey?>(() => Unlock(secret));
        var first = file.Ring.GetSecretKeys().OrderBy(secret => secret.IsMasterKey).FirstOrDefault(secret => !secret.IsPrivateKeyEmpty);
        return first is not null && Find(new KeyId((ulong)first.KeyId)) is not null;
    }

    private PgpPrivateKey? Unlock(PgpSecretKey secret)
    {
        try
        {
            return secret.ExtractPrivateKeyUtf8(_passphrase);
        }
        catch (PgpException)
        {
            return null;
        }
    }
}
