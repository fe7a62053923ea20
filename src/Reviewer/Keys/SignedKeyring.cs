using SecureDrop.Certificates;
using SecureDrop.Formats.Texts;

namespace SecureDrop.Reviewer.Keys;

/// <summary>Opens the root key, has it sign a keyring's text, and judges the outcome exactly as every reader will.</summary>
internal static class SignedKeyring
{
    /// <summary>The caller disposes it.</summary>
    public static SigningKey? OpenRoot(FileInfo file, FileInfo? passphraseFile, out Trouble? trouble)
    {
        trouble = NamedFile.Trouble(file.FullName);
        if (trouble is not null || Passphrase.Take(passphraseFile, out trouble, "Passphrase of the root key: ") is not { } passphrase) return null;
        var opens = SigningKey.TryOpen(File.ReadAllText(file.FullName), passphrase, out var key, out var refusal);
        Array.Clear(passphrase);
        trouble = opens ? null : Trouble.Refused($"{file.Name}: {refusal.Words()}", refusal == SecretKeyRefusal.WrongPassphrase ? "type it again; nothing was changed" : "--root-key takes the root's NAME.secret.asc that keygen wrote");
        return key;
    }

    /// <param name="root">The root key.</param>
    /// <param name="now">Its day is the day of issue.</param>
    /// <param name="before">Epoch and hash of the keyring before, or null for the first.</param>
    /// <param name="epoch">The new one's number.</param>
    /// <param name="expires">Last day of the keyring itself.</param>
    /// <param name="addresses">Of the gateway.</param>
    /// <param name="lines">In their order.</param>
    /// <param name="certificates">In any order, the root's among them.</param>
    /// <param name="trouble">Why there is none.</param>
    public static TrustedKeyring? Make(
        SigningKey root, DateTimeOffset now, Pin? before, int epoch, DateOnly expires, IEnumerable<string> addresses,
        IEnumerable<KeyringLine> lines, IEnumerable<KeyringCertificate> certificates, out Trouble? trouble)
    {
        var today = DateOnly.FromDateTime(now.UtcDateTime);
        if (!Keyring.TryCompose(epoch, today, expires, before?.Hash, root.Primary, addresses, lines, certificates, out var text, out var fault))
        {
            trouble = Trouble.Refused($"the keyring would be refused: {Words(fault)}");
            return null;
        }
        var opens = VerifiedKeyring.TryOpen(root.Sign(text.Text.Span, now).Write(), root.Primary, before, today, out var keyring, out var refusal, out var refused);
        trouble = opens ? null : Trouble.Refused($"the keyring would be refused: {refusal.Words(refused)}");
        return keyring;
    }

    /// <summary>What a person can have typed wrong; a number of a line would say nothing about a text that nobody has seen.</summary>
    private static string Words(TextRefusal refusal) => refusal.Fault switch
    {
        TextFault.DaysContradict => "the days contradict each other: today, --seal-from, --seal-until, --accept-until and --expires must not come before one another in this order",
        TextFault.PreviousContradictsEpoch => "epoch 1 has no --previous, and every later epoch needs it: --previous FILE, the signed keyring before this one",
        TextFault.AddressMalformed => "an --address is not a scheme, a host and maybe a port in lower case, such as http://127.0.0.1:8080",
        TextFault.LineRepeated => "an --address is named twice",
        TextFault.TooManyLines => $"it takes at most {Keyring.MaximumAddresses} addresses and {Keyring.MaximumKeys} keys",
        TextFault.KeyIdRepeated => "two subkeys share a key ID: one of the two keys must be made anew",
        _ => $"it cannot be written in its one form ({refusal})",
    };
}
