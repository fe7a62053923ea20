using Org.BouncyCastle.Crypto.Digests;
using SecureDrop.Reviewer.Hashing;

namespace SecureDrop.Reviewer.Evidence;

/// <summary>SHA-256 and SHA-512 of the same octets in one pass.</summary>
internal sealed class TwoHashes
{
    private readonly Sha256Digest _sha256 = new();
    private readonly Sha512Digest _sha512 = new();

    /// <summary>Each on a processor of its own: the two take about as long as a good medium.</summary>
    public void Add(ReadOnlyMemory<byte> octets) =>
        Parallel.Invoke(() => _sha256.BlockUpdate(octets.Span), () => _sha512.BlockUpdate(octets.Span));

    /// <summary>In lower-case hexadecimal; nothing is added after this.</summary>
    public (string Sha256, string Sha512) End() => (Convert.ToHexStringLower(_sha256.End()), Convert.ToHexStringLower(_sha512.End()));

    /// <summary>Of a stream to its end, handing each stretch on, and its length.</summary>
    public static (string Sha256, string Sha512, long Octets) Of(Stream source, Stream? target = null)
    {
        var hashes = new TwoHashes();
        var room = new byte[1 << 20];
        var octets = 0L;
        for (int got; (got = source.Read(room)) > 0; octets += got)
        {
            hashes.Add(room.AsMemory(0, got));
            target?.Write(room, 0, got);
        }

        var (sha256, sha512) = hashes.End();
        return (sha256, sha512, octets);
    }
}
