using System.Text;
using Org.BouncyCastle.Security;
using SecureDrop.Tests;

namespace SecureDrop.Certificates.Tests;

public sealed class NewKeyTests
{
    [Fact]
    public void A_new_key_is_of_the_profile_opens_with_its_passphrase_and_tells_only_the_day()
    {
        var key = NewKey.Make("reviewer", withSubkey: true, ExampleKeys.Now, new DateOnly(2030, 1, 1), "مفتاح words", new SecureRandom());

        Assert.True(Certificate.TryRead(key.Public, ExampleKeys.Now, out var certificate, out var refusal), refusal.ToString());
        Assert.Equal(key.Primary, certificate.Primary);
        Assert.Equal(new DateTimeOffset(2026, 11, 23, 0, 0, 0, TimeSpan.Zero), certificate.Created);
        Assert.Equal(new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero), Assert.Single(certificate.Subkeys).Expires);
        Assert.True(SigningKey.TryOpen(key.Secret, "مفتاح words", out var secret, out _));
        using (secret) Assert.Equal(key.Primary, secret.Primary);
        Assert.Equal("NewKey", key.ToString());
    }

    [Fact]
    public void A_key_without_a_passphrase_is_not_made() =>
        Assert.Throws<ArgumentException>(() => NewKey.Make("x", withSubkey: false, ExampleKeys.Now, null, "", new SecureRandom()));

    [NeedsTheory("gpg", "sq")]
    [InlineData("reviewer-1")]
    [InlineData("reviewer-2")]
    [InlineData("operator")]
    [InlineData("root")]
    public void Stock_tools_find_nothing_to_complain_about(string name)
    {
        using var tools = new StockTools();
        foreach (var file in new[] { ExampleKeys.PathOf(name + ".public.asc"), ExampleKeys.PathOf(name + ".secret.asc") })
        {
            var inspected = Encoding.UTF8.GetString(tools.Run("sq", "inspect", file).Output);
            Assert.Contains("Key flags: certification, signing", inspected, StringComparison.Ordinal);
            Assert.DoesNotContain("Invalid", inspected, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("Bad", inspected, StringComparison.Ordinal);
        }
        var packets = Encoding.UTF8.GetString(tools.Gpg("--list-packets", ExampleKeys.PathOf(name + ".secret.asc")).Output);
        Assert.Contains("features: 01", packets, StringComparison.Ordinal);
        Assert.Contains("pref-zip-algos: 0)", packets, StringComparison.Ordinal);
        Assert.Contains("digest algo 10,", packets, StringComparison.Ordinal);
        Assert.Contains("iter+salt S2K, algo: 9, SHA1 protection, hash: 10", packets, StringComparison.Ordinal);
        Assert.Contains("protect count: 65011712 (255)", packets, StringComparison.Ordinal);
        Assert.Equal(0, tools.Gpg("--passphrase", ExampleKeys.Passphrase, "--import", ExampleKeys.PathOf(name + ".secret.asc")).Code);
    }

    [NeedsFact("gpg")]
    public void A_revocation_ends_the_certificate_in_gpg()
    {
        using var tools = new StockTools();
        string Validity() => Encoding.UTF8.GetString(tools.Gpg("--with-colons", "--list-keys", "operator").Output);
        tools.Gpg("--import", ExampleKeys.PathOf("operator.public.asc"));
        Assert.DoesNotContain("pub:r:", Validity(), StringComparison.Ordinal);
        tools.Gpg("--import", ExampleKeys.PathOf("operator.revocation.asc"));
        Assert.Contains("pub:r:", Validity(), StringComparison.Ordinal);
    }

    [NeedsFact("gpg")]
    public void Stock_gpg_does_not_compress_when_it_seals_to_our_certificates()
    {
        using var tools = new StockTools();
        var plain = tools.Write("plain", new byte[200_000]);

        Assert.True(Seal(tools, plain, ExampleKeys.PathOf("reviewer-1.public.asc")).Length > 200_000);
        // The control: to a certificate that leaves the preference out, gpg squeezes zeros to next to nothing.
        var other = tools.Write("other.asc", Encoding.ASCII.GetBytes(new ForgedCertificate { Compression = [2] }.Armored()));
        Assert.True(Seal(tools, plain, other).Length < 20_000);
    }

    private static byte[] Seal(StockTools tools, string plain, string certificate)
    {
        var (code, octets, notes) = tools.Gpg("--recipient-file", certificate, "-o", "-", "-e", plain);
        Assert.True(code == 0, notes);
        var packets = Encoding.UTF8.GetString(tools.Gpg("--list-packets", tools.Write("sealed", octets)).Output);
        Assert.Contains(":pubkey enc packet: version 3, algo 18", packets, StringComparison.Ordinal);
        Assert.Contains("mdc_method: 2", packets, StringComparison.Ordinal);
        return octets;
    }
}
