using SecureDrop.Certificates;
using SecureDrop.Formats;
using SecureDrop.Formats.Texts;

namespace SecureDrop.Operator.Bundles;

/// <summary>The operator's opened secret key together with its certificate from the keyring.</summary>
internal sealed class BundleSigner : IDisposable
{
    private readonly SigningKey _key;
    private readonly Certificate _certificate;

    private BundleSigner(SigningKey key, Certificate certificate) => (_key, _certificate) = (key, certificate);

    public Fingerprint Primary => _certificate.Primary;

    /// <summary>Opens the key and refuses one that reviewers would not accept today.</summary>
    public static BundleSigner Open(string keyFile, string passphraseFile, TrustedKeyring keyring, DateOnly today)
    {
        var passphrase = NamedFile.ReadText(passphraseFile).TrimEnd('\r', '\n');
        if (!SigningKey.TryOpen(NamedFile.ReadText(keyFile), passphrase, out var key, out var refusal))
            throw Troubles.SecretKeyRefused(keyFile, refusal);
        var line = keyring.Lines.OperatorLine(key.Primary);
        var why = Judge(line, today);
        if (why is null && keyring.Find(key.Primary) is { } certificate) return new BundleSigner(key, certificate);
        var signer = key.Primary;
        key.Dispose();
        throw Troubles.SignerRefused(signer, why ?? SignerRefusal.SignerNotListed, line);
    }

    private static SignerRefusal? Judge(KeyringLine? line, DateOnly today) => line switch
    {
        null => SignerRefusal.SignerNotListed,
        { Status: not KeyringStatus.Live } => SignerRefusal.SignerRevoked,
        _ when today < line.From => SignerRefusal.SignerNotBegun,
        _ when today > line.Until => SignerRefusal.SignerEnded,
        _ => null,
    };

    public string Sign(ReadOnlySpan<byte> octets, DateTimeOffset now)
    {
        var signature = _key.SignDetached(octets, now);
        // Verified as the reviewer will: a fault in signing must show here, not across the gap.
        return Signatures.VerifyDetached(octets, signature, _certificate, now) ? signature : throw Troubles.SignatureFailed();
    }

    /// <summary>The same for a clear-signed text.</summary>
    public SignedText SignText(ReadOnlySpan<byte> text, DateTimeOffset now)
    {
        var signed = _key.Sign(text, now);
        return Signatures.Verify(signed, _certificate, now) ? signed : throw Troubles.SignatureFailed();
    }

    public void Dispose() => _key.Dispose();

    public override string ToString() => nameof(BundleSigner);
}
