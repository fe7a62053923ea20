using System.Security.Cryptography;

namespace SecureDrop.Storage.Files;

/// <summary>
/// The vault's random id, 16 octets: in a file beside the vault (`SecureDrop.Net vault 1` and 32 hexadecimal digits), behind each page of
/// both files, and wrapped inside. A log or data file of another vault is refused, never replayed.
/// </summary>
internal sealed record Identity(byte[] Octets)
{
    private const int Size = 16;
    private const string Title = "SecureDrop.Net vault 1\n";

    /// <summary>What stands behind each page.</summary>
    public ulong OnPages => BitConverter.ToUInt64(Octets);

    public static Identity New() => new(RandomNumberGenerator.GetBytes(Size));

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
