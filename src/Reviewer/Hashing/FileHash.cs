using Org.BouncyCastle.Crypto.Digests;
using SecureDrop.Formats;

namespace SecureDrop.Reviewer.Hashing;

/// <summary>SHA-256 of a file.</summary>
internal static class FileHash
{
    public static Sha256Hash Of(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
        var digest = new Sha256Digest();
        var room = new byte[1 << 18];
        for (int got; (got = file.Read(room)) > 0;) digest.BlockUpdate(room.AsSpan(0, got));
        return new Sha256Hash(digest.End());
    }
}
