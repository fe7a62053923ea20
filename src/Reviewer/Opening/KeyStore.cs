using System.Text;
using SecureDrop.Formats;
using SecureDrop.Reviewer.Home;

namespace SecureDrop.Reviewer.Opening;

/// <summary>The locked secret keys of this machine (HOME/secret-keys, one file a primary key).</summary>
internal static class KeyStore
{
    public static IReadOnlyList<SecretKeyFile> Read(HomeFolder home) =>
        !Directory.Exists(home.SecretKeys) ? []
        : [.. Directory.GetFiles(home.SecretKeys, "*.asc").Order().Select(ReadFile).OfType<SecretKeyFile>()];

    /// <summary>Null when the file is not one armored secret key.</summary>
    public static SecretKeyFile? ReadFile(string path) =>
        PrivateFile.Read(path, SecretKeyFile.MaximumOctets) is { } octets ? SecretKeyFile.Read(Encoding.UTF8.GetString(octets)) : null;

    public static void Add(HomeFolder home, SecretKeyFile key)
    {
        HomeFolder.MakeFolder(home.SecretKeys);
        PrivateFile.Replace(PathOf(home, key), Encoding.UTF8.GetBytes(key.Armored));
    }

    /// <summary>
    /// Null when taking this file loses no secret subkey that the home holds. Otherwise what the home holds, which stays: a rotation has made it newer than
    /// the file that keygen wrote.
    /// </summary>
    /// <exception cref="InvalidDataException">What the home holds cannot be read: nobody knows what would be lost with it.</exception>
    public static SecretKeyFile? Newer(HomeFolder home, SecretKeyFile file)
    {
        if (File.Exists(PathOf(home, file)) && ReadFile(PathOf(home, file)) is null) throw new InvalidDataException($"{PathOf(home, file)} is damaged.");
        return Read(home).FirstOrDefault(held => held.Primary == file.Primary && held.Subkeys.Except(file.Subkeys).Any());
    }

    /// <summary>
    /// Removes secret subkeys for good: the file without them is durable before the old one's octets are written over. That is the best a program can do; a disk
    /// that moves its blocks may keep the old ones.
    /// </summary>
    public static void Destroy(HomeFolder home, SecretKeyFile key, IReadOnlyCollection<Fingerprint> subkeys)
    {
        // Held open, the old file outlives its name.
        using var old = new FileStream(PathOf(home, key), FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
        Add(home, key.Without(subkeys));
        old.Write(new byte[old.Length]);
        old.Flush(flushToDisk: true);
    }

    private static string PathOf(HomeFolder home, SecretKeyFile key) => Path.Combine(home.SecretKeys, $"{key.Primary}.asc");
}
