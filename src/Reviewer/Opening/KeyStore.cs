using System.Text;
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
        PrivateFile.Replace(Path.Combine(home.SecretKeys, $"{key.Primary}.asc"), Encoding.UTF8.GetBytes(key.Armored));
    }
}
