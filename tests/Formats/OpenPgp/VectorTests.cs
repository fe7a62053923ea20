using SecureDrop.Formats.OpenPgp;

namespace SecureDrop.Tests.Formats.OpenPgp;

public sealed class VectorTests
{
    private static readonly RecipientRule Keyring = Vector.Keyring();

    [Fact]
    public void A_message_gets_the_answer_written_in_its_vector_however_its_octets_are_cut()
    {
        foreach (var vector in Vector.All())
        {
            var whole = Reading.Of(vector.Octets, rule: Keyring);
            Assert.True(vector.Expect == whole.Code, $"{vector.Name}: {whole.Code}");

            var random = new Random(vector.Octets.Length);
            Assert.Equal(whole.Summary, Reading.Of(vector.Octets, () => 1, Keyring).Summary);
            for (var round = 0; round < Rounds.Of(5); round++)
                Assert.Equal(whole.Summary, Reading.Of(vector.Octets, () => random.Next(1, 200), Keyring).Summary);
        }
    }

    [Fact]
    public void What_is_accepted_writes_again_to_the_same_octets_and_is_read_again()
    {
        foreach (var vector in Vector.All().Where(vector => vector.Expect == "accept"))
        {
            var reading = Reading.Of(vector.Octets, rule: Keyring);
            Assert.NotNull(reading.Layout);
            var bodies = reading.Layout.Separate(new(reading.Octets));
            Assert.Equal(reading.Octets, reading.Layout.Join(bodies));
            Assert.Equal(reading.Summary, Reading.Of(reading.Octets, rule: Keyring).Summary);
            if (vector.Octets[0] >= 0x80) Assert.Equal(vector.Octets, reading.Octets);
        }
    }

    [Fact]
    public void A_layout_that_is_not_the_messages_own_writes_other_octets() // control: the comparison above can fail
    {
        var reading = Reading.Of(SampleMessage.Whole());
        Assert.NotNull(reading.Layout);
        var bodies = reading.Layout.Separate(new(reading.Octets));
        var other = new MessageLayout([.. reading.Layout.Headers.Select(header => header with { Form = LengthForm.NewFiveOctets })]);
        Assert.NotEqual(reading.Octets, other.Join(bodies));
        Assert.Null(Reading.Of(other.Join(bodies)).Refusal); // only longer, not wrong
    }

    [Fact]
    public void The_corpus_holds_what_it_is_there_for()
    {
        var accepted = Vector.All().Where(vector => vector.Expect == "accept").ToList();
        var readings = accepted.Select(vector => Reading.Of(vector.Octets, rule: Keyring)).ToList();
        foreach (var program in new[] { "gpg", "sq ", "sqop", "gosop", "OpenPGP.js", "BouncyCastle" })
            Assert.Contains(accepted, vector => vector.MadeBy.StartsWith(program, StringComparison.Ordinal));
        var headers = readings.SelectMany(reading => reading.Layout?.Headers ?? []).ToList();
        Assert.Contains(headers, header => header.Form == LengthForm.OldOneOctet);
        Assert.Contains(headers, header => header.Form == LengthForm.NewOneOctet);
        Assert.Contains(headers, header => header.Form == LengthForm.NewPartial);
        Assert.Contains(readings, reading => reading.Recipients.Count == 1);
        Assert.Contains(readings, reading => reading.Recipients.Count == 2);
        Assert.Contains(accepted, vector => vector.Octets[0] < 0x80);
    }
}
