using System.Text;
using Org.BouncyCastle.Security;
using SecureDrop.Formats.OpenPgp;
using SecureDrop.Tests;

namespace SecureDrop.Certificates.Tests;

/// <summary>A key with a calendar: a subkey of today, and one for each of three months to come.</summary>
public sealed class GrownKeyTests
{
    private const string Words = "seldom words";
    private static readonly DateOnly[] Months = [new(2026, 12, 1), new(2027, 1, 1), new(2027, 2, 1)];
    private static readonly Lazy<(NewKey Young, string Grown)> Keys = new(Make);

    private static (NewKey Young, string Grown) Make()
    {
        var young = NewKey.Make("calendar", withSubkey: true, ExampleKeys.Now, null, Words, new SecureRandom());
        Assert.True(GrownKey.TryMake(young.Secret, Words, Months, new SecureRandom(), out var grown, out var refusal), $"{refusal}");
        return (young, grown);
    }

    [Fact]
    public void A_certificate_with_subkeys_of_the_future_is_accepted_and_keeps_what_it_had()
    {
        var certificate = Read(Public());

        Assert.Equal([ExampleKeys.Today, .. Months], certificate.Subkeys.Select(subkey => DateOnly.FromDateTime(subkey.Created.UtcDateTime)));
        Assert.Equal(Read(Keys.Value.Young.Public).Subkeys[0], certificate.Subkeys[0]);
        Assert.True(SigningKey.TryOpen(Keys.Value.Grown, Words, out var key, out _));
        key.Dispose();
        // The control: a primary key of the future is not accepted.
        Assert.False(Certificate.TryRead(Public(), ExampleKeys.Now.AddDays(-1), out _, out var refusal));
        Assert.Equal(CertificateRefusal.NotYetValid, refusal);
    }

    [Fact]
    public void A_wrong_passphrase_grows_nothing()
    {
        Assert.False(GrownKey.TryMake(Keys.Value.Young.Secret, "others", Months, new SecureRandom(), out var grown, out var refusal));
        Assert.Equal(SecretKeyRefusal.WrongPassphrase, refusal);
        Assert.Null(grown);
    }

    [Fact]
    public void Two_states_of_a_certificate_become_one_with_the_subkeys_that_are_wanted()
    {
        var (young, grown) = (Read(Keys.Value.Young.Public), Read(Public()));
        var wanted = grown.Subkeys[2].Fingerprint;

        Assert.Equal([young.Subkeys[0].Fingerprint, wanted], Read(CertificateUnion.Of(young, grown, [wanted])).Subkeys.Select(subkey => subkey.Fingerprint));
        Assert.Equal(grown.Armored, CertificateUnion.Of(grown, young, [young.Subkeys[0].Fingerprint]));
        Assert.Throws<ArgumentException>(() => CertificateUnion.Of(young, ExampleKeys.Certificate("operator"), []));
    }

    [NeedsTheory("gpg")]
    [InlineData("20261125", 0)]
    [InlineData("20261215", 1)]
    [InlineData("20270131", 2)]
    [InlineData("20280101", 3)]
    public void Stock_gpg_seals_to_the_subkey_of_its_month_and_opens_that_with_the_grown_secret_key(string day, int at)
    {
        using var tools = new StockTools();
        var plain = tools.Write("plain", "an account"u8);
        var certificate = tools.Write("certificate.asc", Encoding.ASCII.GetBytes(Public()));
        var sealing = tools.Gpg("--faked-system-time", $"{day}T120000!", "--recipient-file", certificate, "-o", "sealed", "-e", plain);
        Assert.True(sealing.Code == 0, sealing.Notes);

        var listed = Encoding.UTF8.GetString(tools.Gpg("--list-packets", tools.PathOf("sealed")).Output);

        var keyIds = Read(Public()).Subkeys.Select(subkey => subkey.Fingerprint.ToString()[24..]).ToList();
        Assert.Contains($"keyid {keyIds[at]}", listed, StringComparison.Ordinal);
        Assert.DoesNotContain(keyIds.Where(keyId => keyId != keyIds[at]), keyId => listed.Contains(keyId, StringComparison.Ordinal));
        Assert.Equal(0, tools.Gpg("--passphrase", Words, "--import", tools.Write("grown.asc", Encoding.ASCII.GetBytes(Keys.Value.Grown))).Code);
        Assert.Equal("an account", Encoding.UTF8.GetString(tools.Gpg("--passphrase", Words, "-d", tools.PathOf("sealed")).Output));
    }

    [NeedsFact("sq")]
    public void Sq_finds_nothing_to_complain_about()
    {
        using var tools = new StockTools();
        foreach (var armored in (string[])[Public(), Keys.Value.Grown])
        {
            var inspected = Encoding.UTF8.GetString(tools.Run("sq", "inspect", tools.Write("key.asc", Encoding.ASCII.GetBytes(armored))).Output);
            // Those of the future it passes over in silence.
            Assert.Contains($"Subkey: {Read(Public()).Subkeys[0].Fingerprint}", inspected, StringComparison.Ordinal);
            foreach (var complaint in (string[])["Invalid", "Bad", "Revoked", "policy"]) Assert.DoesNotContain(complaint, inspected, StringComparison.OrdinalIgnoreCase);
        }
    }

    private static Certificate Read(string armored) =>
        Certificate.TryRead(armored, ExampleKeys.Now, out var certificate, out var refusal) ? certificate : throw new InvalidOperationException(refusal.ToString());

    /// <summary>The public half of the grown key, as the reviewer's program takes it.</summary>
    private static string Public()
    {
        Assert.True(Armor.TryRead(Keys.Value.Grown, "PGP PRIVATE KEY BLOCK", out var octets));
        var ring = new Org.BouncyCastle.Bcpg.OpenPgp.PgpSecretKeyRing(octets);
        return Armor.Write("PGP PUBLIC KEY BLOCK", [.. ring.GetSecretKeys().SelectMany(key => key.PublicKey.GetEncoded())]);
    }
}
