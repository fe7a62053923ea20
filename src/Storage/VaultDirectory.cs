using SecureDrop.Storage.AtRest;
using SecureDrop.Storage.Engine;
using SecureDrop.Storage.Files;
using SecureDrop.Storage.Records;

namespace SecureDrop.Storage;

/// <summary>
/// The files of a vault, from an empty directory to an open engine. A new vault is made whole under other names, and becomes one by three
/// renames, the identity last: a crash before the data file's leaves nothing that counts, and one after it all but that last rename, which is then done.
/// </summary>
internal sealed class VaultDirectory(VaultOptions options)
{
    private readonly string _directory = Path.GetFullPath(options.Directory);

    public void Make()
    {
        if (Directory.Exists(_directory)) return;
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(_directory);
        else Directory.CreateDirectory(_directory, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        if (Path.GetDirectoryName(_directory) is { } parent) Posix.FlushDirectory(parent);
    }

    /// <summary>
    /// Before a byte of it is written, also in the lock's file. Here the first migration will begin: behind the hold, on whatever older version this finds, the
    /// identity (which says the version) renamed into place last, as for a new vault.
    /// </summary>
    /// <exception cref="VaultUnavailableException">Written by a newer version of the program.</exception>
    public void RefuseNewer()
    {
        foreach (var name in (string[])[FileNames.Identity, FileNames.Identity + FileNames.New]) Identity.RefuseNewer(At(name));
    }

    /// <summary>The identity, of a new vault if need be.</summary>
    public Identity Prepare(DateOnly today)
    {
        var identity = At(FileNames.Identity);
        if (!File.Exists(identity))
        {
            if (File.Exists(At(FileNames.Data)))
            {
                if (!File.Exists(identity + FileNames.New)) throw new VaultUnavailableException(VaultTrouble.VaultIdentity);
            }
            else
            {
                if (File.Exists(At(FileNames.Log)) && !File.Exists(identity + FileNames.New)) throw new VaultUnavailableException(VaultTrouble.VaultIdentity);
                // Made when a vault has opened, follows a keyring, or has found damage, and never before.
                if (File.Exists(At(FileNames.Ballast)) || File.Exists(At(FileNames.Pin)) || File.Exists(At(FileNames.Damaged))) throw new VaultUnavailableException(VaultTrouble.Gone);
                MakeNew(today);
            }

            Rename(identity + FileNames.New, identity);
        }

        if (!File.Exists(At(FileNames.Data)) || !File.Exists(At(FileNames.Log))) throw new VaultUnavailableException(VaultTrouble.VaultIdentity);
        return Identity.Read(identity);
    }

    public Store OpenStore(Identity identity, long? knownDurable) =>
        Store.Open(At(FileNames.Data), At(FileNames.Log), identity.OnPages, isNew: false, knownDurable, options);

    private void MakeNew(DateOnly today)
    {
        var identity = Identity.New();
        var (data, log) = (At(FileNames.Data) + FileNames.New, At(FileNames.Log) + FileNames.New);
        File.Delete(data);
        File.Delete(log);
        using (var store = Store.Open(data, log, identity.OnPages, isNew: true, null, options))
        using (var ring = new Ring(new KeySeal(options.AtRestKey, identity.Octets), element => store.Commit(() => store.AddToRing(element))))
        using (var wrap = new Wrap(ring))
        {
            wrap.RollIfDue(options.Time.GetUtcNow());
            new Contents(store, wrap, VaultState.New(identity.Octets, today), new VaultClock(options.Time, today)).Begin();
        }

        identity.Write(At(FileNames.Identity) + FileNames.New);
        Rename(log, At(FileNames.Log));
        Rename(data, At(FileNames.Data));
    }

    private void Rename(string from, string to)
    {
        File.Move(from, to, overwrite: true); // a log that a crash left behind
        Posix.FlushDirectory(_directory);
    }

    private string At(string name) => Path.Combine(_directory, name);
}
