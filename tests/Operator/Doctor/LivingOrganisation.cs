using Org.BouncyCastle.Security;
using SecureDrop.Certificates;
using SecureDrop.Formats;
using SecureDrop.Formats.Testimonies;
using SecureDrop.Formats.Texts;

namespace SecureDrop.Operator.Tests.Doctor;

/// <summary>Keys of today, for a gateway that runs by the machine's own clock. Made once for all tests: protecting and opening a key is slow on purpose.</summary>
internal sealed class LivingOrganisation
{
    public const string Passphrase = "secret words";
    private static readonly Lazy<LivingOrganisation> Made = new(() => new LivingOrganisation());
    private readonly NewKey _root = Make("root", false), _operator = Make("operator", false), _one = Make("reviewer 1", true), _two = Make("reviewer 2", true);
    private readonly Sealer _sealer;

    private LivingOrganisation()
    {
        Keyring = Sign();
        Assert.True(VerifiedKeyring.TryOpen(Keyring, Root, null, Today, out var trusted, out _));
        _sealer = Sealer.For(trusted, Today, new SecureRandom()) ?? throw new InvalidOperationException();
    }

    public static LivingOrganisation One => Made.Value;

    public DateOnly Today { get; } = DateOnly.FromDateTime(DateTime.UtcNow);

    public Fingerprint Root => _root.Primary;

    public string OperatorSecret => _operator.Secret;

    /// <summary>Signed: the first reviewer is sealed to for a hundred days, the second and the operator for two hundred.</summary>
    public byte[] Keyring { get; }

    /// <summary>A message sealed to both.</summary>
    public byte[] Seal(int octets) =>
        _sealer.Seal(new byte[octets], new PartName(new TestimonyId(SecureRandom.GetNextBytes(new SecureRandom(), TestimonyId.Size)), 1, 1));

    private byte[] Sign()
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
        using (root) return root.Sign(keyring.Text.Span, DateTimeOffset.UtcNow).Write();
    }

    private static NewKey Make(string name, bool withSubkey) =>
        NewKey.Make(name, withSubkey, DateTimeOffset.UtcNow.AddDays(-1), null, Passphrase, new SecureRandom());

    private static Fingerprint SubkeyOf(NewKey key) =>
        Certificate.TryRead(key.Public, DateTimeOffset.UtcNow, out var certificate, out var refusal) ? certificate.Subkeys[0].Fingerprint : throw new InvalidOperationException($"{refusal}");
}
