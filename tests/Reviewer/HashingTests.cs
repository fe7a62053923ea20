using System.Security.Cryptography;
using SecureDrop.Formats;
using SecureDrop.Reviewer.Hashing;

namespace SecureDrop.Reviewer.Tests;

/// <summary>The hashes that the isolated machine takes from the library, against the platform's.</summary>
public sealed class HashingTests
{
    [Fact]
    public void Every_length_around_the_blocks_gives_the_platforms_hash()
    {
        var octets = Testimonies.Random(1000);
        for (var length = 0; length <= octets.Length; length = length < 300 ? length + 1 : length + 37)
        {
            var message = octets.AsSpan(0, length);
            Assert.Equal(SHA256.HashData(message), Digests.Sha256(message));
#pragma warning disable CA5350 // Do Not Use Weak Cryptographic Algorithms: it is what the program's is held against.
            Assert.Equal(SHA1.HashData(message), Digests.Sha1(message));
#pragma warning restore CA5350
        }
    }

    [Fact]
    public void A_file_of_many_pieces_has_the_platforms_hash()
    {
        var path = Path.GetTempFileName();
        File.WriteAllBytes(path, Testimonies.Random(700_001));
        Assert.Equal(new Sha256Hash(SHA256.HashData(File.ReadAllBytes(path))), FileHash.Of(path));
        File.Delete(path);
    }
}
