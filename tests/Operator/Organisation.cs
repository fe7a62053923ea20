using Org.BouncyCastle.Security;
using SecureDrop.Certificates;
using SecureDrop.Formats;
using SecureDrop.Formats.Texts;
using SecureDrop.Tests;

namespace SecureDrop.Operator.Tests;

/// <summary>A root, an operator and two reviewers (the first a holder), made once for all tests: opening a key is slow on purpose.</summary>
internal sealed class Organisation
{
    public const string Passphrase = "secret words";
    public static readonly DateTimeOffset Now = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);
    public static readonly DateOnly Today = new(2026, 11, 23);
    private static readonly Lazy<Organisation> Made = new(() => new Organisation());

    private readonly Dictionary<Fingerprint, SigningKey> _open = [];

    public static Organisation One => Made.Value;

    public NewKey Root { get; } = Make("root", false);
    public NewKey OtherRoot { get; } = Make("other root", false);
    public NewKey Operator { get; } = Make("operator", false);
    public NewKey NextOperator { get; } = Make("operator 2", false);

    /// <summary>Listed as an operator, with a subkey that no line names.</summary>
    public NewKey Slipped { get; } = Make("operator 3", true);
    public NewKey Holder { get; } = Make("reviewer 1", true);
    public NewKey Retired { get; } = Make("reviewer 2", true);
    public NewKey Backup { get; } = Make("backup", true);
    public NewKey OtherBackup { get; } = Make("backup 2", true);
    public NewKey Stranger { get; } = Make("stranger", false);

    /// <summary>Clear-signs a text; keys are opened once.</summary>
    public SignedText Sign(NewKey key, ReadOnlySpan<byte> text, int days = 0) => Open(key).Sign(text, Now.AddDays(days));

    /// <summary>A signed keyring. Previous null takes epoch 1; without operators the one is listed to the first of December.</summary>
    public SignedText Keyring(
        int epoch = 1, Sha256Hash? previous = null, NewKey? root = null, DateOnly? expires = null, bool withHolder = true, params KeyringLine[] operators)
    {
        root ??= Root;
        var (from, until, accept) = (new DateOnly(2026, 11, 1), new DateOnly(2026, 12, 1), new DateOnly(2026, 12, 31));
        var last = expires ?? accept;
        var issued = expires is null ? Today : Today.AddDays(-20);
        KeyringLine Sealing(KeyringRole role, NewKey key) => KeyringLine.Sealing(role, key.Primary, SubkeyOf(key), from, Earlier(until, last), Earlier(accept, last));
        var signing = operators.Length > 0 ? operators : [KeyringLine.Signing(Operator.Primary, from, Earlier(until, last))];
        var keyring = Formats.Texts.Keyring.Compose(
            epoch, issued, last, previous, root.Primary, ["http://127.0.0.1:8080"],
            [
                Sealing(withHolder ? KeyringRole.Holder : KeyringRole.Reviewer, Holder),
                KeyringLine.Ended(KeyringRole.Reviewer, Retired.Primary, SubkeyOf(Retired), KeyringStatus.Revoked, from),
                .. signing,
            ],
            new[] { Operator, NextOperator, Slipped }.Where(key => signing.Any(line => line.Primary == key.Primary)).Concat([root, Holder, Retired])
                .Select(key => new KeyringCertificate(key.Primary, key.Public)));
        return Open(root).Sign(keyring.Text.Span, new DateTimeOffset(issued.ToDateTime(default), TimeSpan.Zero));
    }

    private static DateOnly Earlier(DateOnly one, DateOnly other) => one < other ? one : other;

    // Made on the first of the month, so that a keyring which expired before today can name them.
    private static NewKey Make(string name, bool withSubkey)
    {
        var key = NewKey.Make(name, withSubkey, new DateTimeOffset(2026, 11, 1, 0, 0, 0, TimeSpan.Zero), null, Passphrase, new SecureRandom());
        return key with { Secret = QuickKey.Of(key.Secret, Passphrase) };
    }

    private static Fingerprint SubkeyOf(NewKey key) =>
        Certificate.TryRead(key.Public, Now, out var certificate, out var refusal) ? certificate.Subkeys[0].Fingerprint : throw new InvalidOperationException($"{refusal}");

    private SigningKey Open(NewKey key)
    {
        lock (_open)
        {
            if (_open.TryGetValue(key.Primary, out var open)) return open;
            if (!SigningKey.TryOpen(key.Secret, Passphrase, out open, out var refusal)) throw new InvalidOperationException($"{refusal}");
            return _open[key.Primary] = open;
        }
    }
}
