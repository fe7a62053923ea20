using System.Numerics;
using static SecureDrop.Tests.Formats.OpenPgp.SampleMessage;

namespace SecureDrop.Tests.Formats.OpenPgp;

/// <summary>
/// How often the octet-frequency test refuses real ciphertext. For every length it is at most 16 · 2^−45 by Chernoff's bound; here the
/// threshold is found by asking the reader, and its chance counted exactly: with k of n octets having a bit, the two tails of the binomial
/// distribution, times eight positions.
/// </summary>
public sealed class FrequencyTests
{
    [Fact]
    public void Ciphertext_is_refused_less_than_once_in_2_to_the_40_messages()
    {
        foreach (var n in (int[])[.. Enumerable.Range(45, Rounds.Of(60)), 128, 255, 256, 500, 1000, 4096])
        {
            var most = MostRefused(n);
            var chances = 16 * Tail(n, most);
            Assert.True(chances << 40 < BigInteger.One << n, $"{n} octets: refused up to {most} with the bit set");
            Assert.True(16 * Tail(n, most + Math.Max(2, n / 20)) << 40 > BigInteger.One << n, $"{n}: control, a laxer threshold breaks the promise");
        }
    }

    [Fact]
    public void A_bit_too_frequent_is_refused_as_one_too_rare()
    {
        const int n = 500;
        var most = MostRefused(n);
        Assert.Equal("ciphertext_not_random", Answer(n, n - most));
        Assert.Equal("accept", Answer(n, n - most - 1));
    }

    [Fact]
    public void Random_bodies_of_every_small_length_are_accepted()
    {
        var random = new Random(1);
        var pkesk = Pkesk(Amal);
        for (var round = 0; round < Rounds.Of(3000); round++)
        {
            var body = new byte[45 + round % 200];
            random.NextBytes(body);
            Assert.Equal("accept", Reading.Of([.. pkesk, .. Seipd(body)]).Code);
        }
    }

    /// <summary>The greatest number of octets with the top bit set, below half, that is still refused.</summary>
    private static int MostRefused(int n)
    {
        var (refused, accepted) = (0, n / 2);
        Assert.Equal("ciphertext_not_random", Answer(n, refused));
        Assert.Equal("accept", Answer(n, accepted));
        while (accepted - refused > 1)
        {
            var middle = (refused + accepted) / 2;
            if (Answer(n, middle) == "accept") accepted = middle;
            else refused = middle;
        }

        return refused;
    }

    /// <summary>A body of n octets of which k have the top bit; the other bits are set in every second octet.</summary>
    private static string Answer(int n, int k)
    {
        var body = new byte[n];
        for (var i = 0; i < n; i++) body[i] = (byte)((i < k ? 0x80 : 0) | (i % 2 == 0 ? 0x7F : 0));
        return Reading.Of([.. Pkesk(Amal), .. Seipd(body)]).Code;
    }

    /// <summary>Of 2^n equally likely bodies, how many have k octets or fewer with the bit.</summary>
    private static BigInteger Tail(int n, int k)
    {
        var (choices, sum) = (BigInteger.One, BigInteger.Zero);
        for (var i = 0; i <= k; i++)
        {
            sum += choices;
            choices = choices * (n - i) / (i + 1);
        }

        return sum;
    }
}
