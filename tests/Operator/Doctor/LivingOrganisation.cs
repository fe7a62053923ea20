using Org.BouncyCastle.Security;
using SecureDrop.Certificates;
using SecureDrop.Formats;
using SecureDrop.Formats.Testimonies;
using SecureDrop.Formats.Texts;

namespace SecureDrop.Operator.Tests.Doctor;

/// <summary>Keys of today, for a gateway that runs by the machine's own clock.</summary>
internal sealed class LivingOrganisation
{
    public const string Passphrase = "secret words";
    private readonly NewKey _root = Make("root", false), _operator = Make("operator", false), _one = Make("reviewer 1", true), _two = Make("reviewer 2", true);

    public DateOnly Today { get; } = DateOnly.FromDateTime(DateTime.UtcNow);

    public Fingerprint Root => _root.Primary;

    public string OperatorSecret => _operator.Secret;

    /// <summary>The first reviewer is sealed to for a hundred days, the second and the operator for two hundred.</summary>
    public SignedText Keyring()
    {
        var (from, last) = (Today.AddDays(-1), Today.AddDays(300));
        var keyring = Formats.Texts.Keyring.Compose(
            1, Today, last, null, _root.Primary, ["http://127.0.0.1:1"],
            [
                KeyringLine.Sealing(KeyringRole.Holder, _one.Primary, SubkeyOf(_one), from, Today.AddDays(100), last),
                KeyringLine.Sealing(KeyringRole.Holder, _two.Primary, SubkeyOf(_two), from, Today.AddDays(200), last),
                KeyringLine.Signing(_operator.Primary, from, Today.AddDays(200)),
            ],
            new[] { _root, _operator, _one, _two }.Select(key => new KeyringCertificate(key.Primary, key.Public)));
        Assert.True(SigningKey.TryOpen(_root.Secret, Passphrase, out var root, out _));
        using (root) return root.Sign(keyring.Text.Span, DateTimeOffset.UtcNow);
    }

    /// <summary>A message sealed to both.</summary>
    public byte[] Seal(int octets)
    {
        Assert.True(VerifiedKeyring.TryOpen(Keyring().Write(), Root, null, Today, out var trusted, out _));
        var random = new SecureRandom();
        var sealer = Sealer.For(trusted, Today, random) ?? throw new InvalidOperationException();
        return sealer.Seal(new byte[octets], new PartName(new TestimonyId(SecureRandom.GetNextBytes(random, TestimonyId.Size)), 1, 1));
    }

    private static NewKey Make(string name, bool withSubkey) =>
        NewKey.Make(name, withSubkey, DateTimeOffset.UtcNow.AddDays(-1), null, Passphrase, new SecureRandom());

    private static Fingerprint SubkeyOf(NewKey key) =>
        Certificate.TryRead(key.Public, DateTimeOffset.UtcNow, out var certificate, out var refusal) ? certificate.Subkeys[0].Fingerprint : throw new InvalidOperationException($"{refusal}");
}
