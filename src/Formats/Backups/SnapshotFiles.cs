using SecureDrop.Formats.Testimonies;

namespace SecureDrop.Formats.Backups;

/// <summary>
/// A snapshot on its way: a POSIX tar of snapshot.txt, ledger.txt, keyring.asc, kit.json (if the kit is signed), then items/HASH.pgp for each ciphertext in the order
/// of snapshot.txt. One that the vault could not read any more is left out. Two zero blocks end it, and nothing follows.
/// </summary>
internal static class SnapshotFiles
{
    public const string Snapshot = "snapshot.txt";
    public const string Ledger = "ledger.txt";
    public const string Keyring = "keyring.asc";
    public const string Kit = "kit.json";
    public const int MaximumKitOctets = 64 << 10;

    public static string ItemOf(Sha256Hash hash) => $"items/{hash}.pgp";

    /// <summary>The name and size in a header that <see cref="Tar"/> wrote, and only in such a one.</summary>
    public static bool TryRead(ReadOnlySpan<byte> block, out string name, out long size)
    {
        (name, size) = ("", 0);
        var end = block.IndexOf((byte)0);
        if (end is < 1 or > 100 || block[..end].ContainsAnyExceptInRange((byte)'!', (byte)'~')) return false;
        foreach (var digit in block.Slice(124, 11))
        {
            if (digit is < (byte)'0' or > (byte)'7') return false;
            size = (size * 8) + digit - '0';
        }

        name = System.Text.Encoding.ASCII.GetString(block[..end]);
        return block.SequenceEqual(Tar.Header(name, size, Tar.File));
    }
}
