using SecureDrop.Formats;
using SecureDrop.Formats.OpenPgp;
using SecureDrop.Formats.Texts;

namespace SecureDrop.Gateway.Tests;

/// <summary>A keyring with one subkey for each thing that can become of one. Its signature is a packet of the right shape: the gateway cannot tell.</summary>
internal sealed class TestKeyring
{
    public static readonly Fingerprint Root = Of(1);
    public static readonly Fingerprint Holder = Of(2);
    public static readonly Fingerprint Reviewer = Of(3);
    public static readonly Fingerprint Operator = Of(4);
    public static readonly Fingerprint Live = Of(12);
    public static readonly Fingerprint LiveToo = Of(13);
    public static readonly Fingerprint PastSealing = Of(14);
    public static readonly Fingerprint Retired = Of(15);
    public static readonly Fingerprint Revoked = Of(16);
    public static readonly Fingerprint Destroyed = Of(17);
    public static readonly Fingerprint Stranger = Of(99);

    public const string Address = "http://exampleexampleexampleexample.onion";

    public static byte[] Frame(DateOnly today, int epoch = 1, int validDays = 400, Fingerprint? root = null, KeyringStatus pastSealing = KeyringStatus.Live)
    {
        var from = today.AddDays(-700);
        KeyringLine[] keys =
        [
            KeyringLine.Sealing(KeyringRole.Holder, Holder, Live, today.AddDays(-30), today.AddDays(validDays / 2), today.AddDays(validDays)),
            pastSealing == KeyringStatus.Live
                ? KeyringLine.Sealing(KeyringRole.Holder, Holder, PastSealing, from, today.AddDays(-5), today.AddDays(5))
                : KeyringLine.Ended(KeyringRole.Holder, Holder, PastSealing, pastSealing, today),
            KeyringLine.Sealing(KeyringRole.Holder, Holder, Retired, from, today.AddDays(-60), today.AddDays(-1)),
            KeyringLine.Sealing(KeyringRole.Reviewer, Reviewer, LiveToo, today.AddDays(-30), today.AddDays(validDays / 2), today.AddDays(validDays)),
            KeyringLine.Ended(KeyringRole.Reviewer, Reviewer, Revoked, KeyringStatus.Revoked, today.AddDays(-3)),
            KeyringLine.Ended(KeyringRole.Reviewer, Reviewer, Destroyed, KeyringStatus.Destroyed, today.AddDays(-3)),
            KeyringLine.Signing(Operator, today.AddDays(-30), today.AddDays(validDays)),
        ];
        var keyring = Keyring.Compose(
            epoch, today.AddDays(-1), today.AddDays(Math.Max(validDays, 5)), epoch == 1 ? null : Sha256Hash.Of("before"u8), root ?? Root, [Address], keys,
            new[] { root ?? Root, Holder, Reviewer, Operator }.Select(primary => new KeyringCertificate(primary, Armor.Write("PGP PUBLIC KEY BLOCK", new byte[60]))));
        byte[] signature = [0xC2, 10, 4, 1, 22, 10, 0, 0, 0, 0, 0, 0];
        return new SignedText(keyring.Text.Span, signature).Write();
    }

    private static Fingerprint Of(byte number) => new([.. Enumerable.Repeat(number, Fingerprint.Size)]);
}
