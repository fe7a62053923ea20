using System.Security.Cryptography;
using SecureDrop.Reviewer.Hashing;

namespace SecureDrop.Reviewer.Tests;

/// <summary>The program's own hashes, against the platform's.</summary>
public sealed class HashingTests
{
    [Fact]
    public void Every_length_around_the_blocks_gives_the_platforms_hash_whole_and_in_pieces()
    {
        var octets = Testimonies.Random(1000);
        for (var length = 0; length <= octets.Length; length = length < 300 ? length + 1 : length + 37)
        {
            var message = octets.AsSpan(0, length);
            Assert.Equal(SHA256.HashData(message), RunningHash<Sha256Compression>.Of(message));
            Assert.Equal(Sha1(message), RunningHash<Sha1Compression>.Of(message));
            var hash = new RunningHash<Sha256Compression>();
            for (var at = 0; at < length; at += 1 + (at % 97)) hash.Append(message[at..Math.Min(length, at + 1 + (at % 97))]);
            Assert.Equal(SHA256.HashData(message), hash.Finish());
        }
    }

    [Fact]
    public void Messages_hashed_together_have_the_hashes_they_have_alone_whatever_their_lengths_and_number()
    {
        var octets = Testimonies.Random(100_000, seed: 2);
        var random = new Random(3);
        for (var round = 0; round < 100; round++)
        {
            var messages = Enumerable.Range(0, round % 10).Select(_ => (ReadOnlyMemory<byte>)octets.AsMemory(random.Next(50_000), random.Next(round < 50 ? 300 : 50_000))).ToList();
            Assert.Equal(messages.Select(message => SHA256.HashData(message.Span)), RunningHash<Sha256Compression>.Of(messages));
            Assert.Equal(messages.Select(message => Sha1(message.Span)), RunningHash<Sha1Compression>.Of(messages));
        }
    }

    private static byte[] Sha1(ReadOnlySpan<byte> octets)
    {
#pragma warning disable CA5350 // Do Not Use Weak Cryptographic Algorithms: it is what the program's is held against.
        return SHA1.HashData(octets);
#pragma warning restore CA5350
    }
}
