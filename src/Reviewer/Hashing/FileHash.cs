using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Crypto.Digests;
using SecureDrop.Formats;

namespace SecureDrop.Reviewer.Hashing;

/// <summary>Hash of a file.</summary>
internal static class FileHash
{
    public static Sha256Hash Of(string path) => new(Of(path, new Sha256Digest()));

    public static byte[] Of(string path, IDigest digest)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
        var room = new byte[1 << 18];
        for (int got; (got = file.Read(room)) > 0;) digest.BlockUpdate(room.AsSpan(0, got));
        return digest.End();
    }
}
