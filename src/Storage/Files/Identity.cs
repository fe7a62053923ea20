using System.Security.Cryptography;
using SecureDrop.Formats;

namespace SecureDrop.Storage.Files;

/// <summary>
/// The vault's random id, 16 octets: in a file beside the vault (`SecureDrop.Net vault 1` and 32 hexadecimal digits), behind each page of
/// both files, and wrapped inside. A log or data file of another vault is refused, never replayed.
/// </summary>
internal sealed record Identity(byte[] Octets)
{
    private const int Size = 16;
    private const string Title = "SecureDrop.Net vault 1\n";

    /// <summary>Of all that the vault holds: its files, pages and documents have no other.</summary>
    private static readonly FormatVersion Version = FormatVersion.OfTitle(Title.TrimEnd());

    /// <summary>What stands behind each page.</summary>
    public ulong OnPages => BitConverter.ToUInt64(Octets);

    public static Identity New() => new(RandomNumberGenerator.GetBytes(Size));

    /// <summary>Asked before anything in the directory is opened, made or locked.</summary>
    /// <exception cref="VaultUnavailableException">A version that this program does not read yet.</exception>
    public static void RefuseNewer(string path)
    {
        if (!File.Exists(path)) return;
        var newer = Version.Newer(File.ReadAllBytes(path));
        if (newer is not null) throw new VaultUnavailableException(VaultTrouble.FormatNewer, new NewerFormatException(path, newer));
    }

    /// <exception cref="VaultUnavailableException">Not one of ours.</exception>
    public static Identity Read(string path)
    {
        var text = File.ReadAllText(path);
        if (text.StartsWith(Title, StringComparison.Ordinal) && text.Length == Title.Length + 2 * Size + 1 && text[^1] == '\n')
        {
            var octets = new byte[Size];
            if (Convert.FromHexString(text.AsSpan(Title.Length, 2 * Size), octets, out _, out _) == System.Buffers.OperationStatus.Done)
                return new Identity(octets);
        }

        throw new VaultUnavailableException(VaultTrouble.VaultIdentity);
    }

    public void Write(string path)
    {
        using var file = OwnFile.Open(path, FileMode.Create);
        file.Write(System.Text.Encoding.ASCII.GetBytes($"{Title}{Convert.ToHexStringLower(Octets)}\n"));
        file.Flush(flushToDisk: true);
    }
}
