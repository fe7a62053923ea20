using Org.BouncyCastle.Security;

namespace SecureDrop.Certificates.Tests;

public sealed class NewKeyTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 15, 4, 5, TimeSpan.Zero);

    [Fact]
    public void A_new_key_of_a_reviewer_is_a_certificate_of_the_profile()
    {
        var key = NewKey.Make("reviewer-1", withSubkey: true, Now, null, "secret words", new SecureRandom());
        Assert.True(Certificate.TryRead(key.Public, Now, out var certificate, out var refusal), refusal.ToString());
        Assert.Equal(key.Primary, certificate.Primary);
        Assert.Single(certificate.Subkeys);
    }
}
