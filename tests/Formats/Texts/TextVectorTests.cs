using System.Text;
using CsCheck;
using SecureDrop.Formats.Texts;

namespace SecureDrop.Tests.Formats.Texts;

public sealed class TextVectorTests
{
    public static TheoryData<string> Kinds => [.. TextKinds.All.Keys];

    [Theory, MemberData(nameof(Kinds))]
    public void Each_vector_is_read_or_refused_as_its_header_says(string kind)
    {
        var vectors = Vector.In($"texts/{kind}");
        Assert.Contains(vectors, vector => vector.Expect == "accept");
        Assert.Contains(vectors, vector => vector.Expect != "accept");
        foreach (var vector in vectors)
        {
            var refusal = TextKinds.All[kind](vector.Octets, out _);
            var words = vector.Expect.Split(' ');
            var said = refusal is null ? "accept" : string.Join(' ', new[] { "refuse", $"{refusal.Fault}", $"{refusal.Line}" }.Take(words.Length));
            Assert.True(said == vector.Expect, $"{kind}/{vector.Name}: {said}, not {vector.Expect}");
        }
    }

    [Theory, MemberData(nameof(Kinds))]
    public void What_is_read_is_written_again_to_the_same_octets(string kind)
    {
        foreach (var vector in Vector.In($"texts/{kind}").Where(vector => vector.Expect == "accept"))
        {
            Assert.Null(TextKinds.All[kind](vector.Octets, out var again));
            Assert.Equal(vector.Octets, again);
        }
    }

    [Theory, MemberData(nameof(Kinds))]
    public void A_text_cut_anywhere_is_refused_or_shorter_and_never_throws(string kind)
    {
        foreach (var vector in Vector.In($"texts/{kind}").Where(vector => vector.Expect == "accept"))
        {
            for (var length = 0; length < vector.Octets.Length; length++)
            {
                var cut = vector.Octets[..length];
                if (TextKinds.All[kind](cut, out var again) is null) Assert.Equal(cut, again);
            }
        }
    }

    /// <summary>Whatever is changed, what is still read has exactly one form: no two frames or texts say the same.</summary>
    [Theory, MemberData(nameof(Kinds))]
    public void A_changed_text_is_refused_or_has_exactly_its_own_form(string kind)
    {
        var good = Vector.In($"texts/{kind}").Where(vector => vector.Expect == "accept").Select(vector => vector.Octets).ToArray();
        var pieces = new[] { " ", "\n", "\r\n", "\t", "0", "-", "- ", "Hash: SHA512\n", "\uFEFF", "é", "\u202E", "\0" }.Select(Encoding.UTF8.GetBytes).ToArray();
        Gen.Select(Gen.Int[0, good.Length - 1].Select(i => good[i]), Gen.Int[0, int.MaxValue], Gen.Int[0, 3], Gen.Int[0, pieces.Length - 1].Select(i => pieces[i]), Gen.Byte).Sample(
            (text, at, cut, piece, octet) =>
            {
                at %= text.Length;
                byte[] changed = [.. text[..at], .. octet < 128 ? piece : [octet], .. text[Math.Min(text.Length, at + cut)..]];
                if (TextKinds.All[kind](changed, out var again) is null) Assert.Equal(changed, again);
            },
            iter: Rounds.Of(2_000));
    }

    [Theory, MemberData(nameof(Kinds))]
    public void Random_octets_never_throw(string kind) =>
        Gen.Byte.Array[0, 300].Sample(octets => { TextKinds.All[kind](octets, out _); }, iter: Rounds.Of(500));

    /// <summary>The control of the checks above: a lenient reader, as others are, is caught by them.</summary>
    [Fact]
    public void A_reader_that_trims_would_not_pass()
    {
        static TextRefusal? Lenient(byte[] octets, out byte[]? again)
        {
            var trimmed = Encoding.Latin1.GetString(octets).Replace(" \n", "\n", StringComparison.Ordinal).Replace("\r", "", StringComparison.Ordinal);
            return TextKinds.All["signed-text"](Encoding.Latin1.GetBytes(trimmed), out again);
        }

        var caught = Vector.In("texts/signed-text").Where(vector => vector.Expect != "accept" && Lenient(vector.Octets, out _) is null).ToArray();
        Assert.Equal(["all-crlf", "blank-behind-line", "one-cr"], caught.Select(vector => vector.Name).Order(StringComparer.Ordinal));
        Assert.All(caught, vector =>
        {
            Lenient(vector.Octets, out var again);
            Assert.NotEqual(vector.Octets, again);
        });
    }
}
