using System.Text;
using SecureDrop.Formats.Testimonies;

namespace SecureDrop.Tests.Formats.Testimonies;

public sealed class TestimonyVectorTests
{
    /// <summary>What is read from a vector is planned and written again: same numbers, same octets.</summary>
    [Fact]
    public void An_archive_made_by_a_second_hand_is_read_and_written_again_to_the_same_octets()
    {
        foreach (var vector in Vector.In("testimonies"))
        {
            var (fault, members) = Sample.Read(vector.Octets);
            Assert.True(fault is null, $"{vector.Name}: {fault}");
            Assert.True(Testimony.TryRead(members[0].Octets, out var testimony, out var wrong), $"{vector.Name}: {wrong}");
            Assert.Equal(testimony.Account, Encoding.UTF8.GetString(members[1].Octets));

            var account = new Account(testimony.Account, testimony.Language, testimony.When, testimony.Where, testimony.Consent, testimony.Safety);
            var files = members.Skip(2).Select(member => Sample.File(member.Path["files/".Length..], member.Octets)).ToArray();
            Assert.Equal(vector.Octets, Sample.Plan(account, files, 16 << 10).Octets());

            // Control: one more letter is another archive.
            Assert.NotEqual(vector.Octets, Sample.Plan(account with { Text = account.Text + "a" }, files, 16 << 10).Octets());
        }
    }
}
