using SecureDrop.Formats.OpenPgp;

namespace SecureDrop.Tests.Formats.OpenPgp;

public sealed class CutTests
{
    [Fact]
    public void A_message_cut_at_any_octet_is_refused_as_incomplete_or_malformed()
    {
        var seen = new HashSet<string>();
        foreach (var vector in Vector.All().Where(vector => vector.Expect == "accept" && vector.Octets.Length < 2000))
        {
            var end = vector.Octets.AsSpan().LastIndexOf("-----END PGP MESSAGE-----"u8);
            var whole = end < 0 ? vector.Octets.Length : end + "-----END PGP MESSAGE-----".Length; // blanks behind armor may be missing
            for (var cut = 1; cut <= vector.Octets.Length; cut++)
            {
                var code = Reading.Of(vector.Octets.AsSpan(0, cut), rule: Vector.Keyring()).Code;
                Assert.True(cut >= whole ? code == "accept" : code is "body_incomplete" or "malformed_openpgp", $"{vector.Name} cut at {cut}: {code}");
                seen.Add(code);
            }
        }

        Assert.Contains("body_incomplete", seen);
        Assert.Contains("accept", seen); // control: the loop reached whole messages too
    }

    [Fact]
    public void A_long_message_in_parts_cut_at_any_octet_is_incomplete()
    {
        var vector = Vector.All().Single(vector => vector.Name == "gosop-two-partial");
        using var reader = new MessageReader(Vector.Keyring());
        for (var cut = 1; cut < vector.Octets.Length; cut++)
            Assert.Null(reader.Read(vector.Octets.AsSpan(cut - 1, 1)));
        Assert.Equal(Refusal.BodyIncomplete, reader.Finish(out _));
    }
}
