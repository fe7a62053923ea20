using SecureDrop.Formats;
using SecureDrop.Formats.OpenPgp;
using SecureDrop.Formats.Texts;

namespace SecureDrop.Certificates;

/// <summary>Everyone works from a keyring's lines, stock tools from its certificates: both must say the same.</summary>
internal static class KeyringAgreement
{
    public static bool Holds(Keyring lines, IReadOnlyList<Certificate> certificates)
    {
        var named = lines.Keys.Select(line => line.Primary).Prepend(lines.Root).ToHashSet();
        return named.SetEquals(certificates.Select(certificate => certificate.Primary))
            && named.Count == certificates.Count
            && certificates.All(certificate => Holds(certificate, lines.Keys.Where(line => line.Primary == certificate.Primary).ToList()));
    }

    /// <summary>Whether a message sealed on some day would name too many; their number grows only on days from which a subkey is sealed to.</summary>
    public static bool IsCrowded(Keyring lines) =>
        lines.Keys.Select(line => line.From).OfType<DateOnly>().Distinct().Any(day => lines.SealingSubkeys(day).Count > Profile.MaximumRecipients);

    private static bool Holds(Certificate certificate, List<KeyringLine> lines)
    {
        var subkeys = certificate.Subkeys.ToDictionary(subkey => subkey.Fingerprint);
        // A subkey that no line names would still be sealed to by gpg: it is a slipped-in reader.
        return subkeys.Keys.ToHashSet().SetEquals(lines.Select(line => line.Subkey).OfType<Fingerprint>())
            && lines.All(line => EndsAfter(certificate.Expires, line)
                && (line.Subkey is not { } subkey || Begun(subkeys[subkey], line) && EndsAfter(subkeys[subkey].Expires, line)));
    }

    private static bool Begun(EncryptionSubkey subkey, KeyringLine line) => line.From is not { } from || Days.Of(subkey.Created) <= from;

    /// <summary>A key that ends before its line does would lock gpg out while the lines still say yes.</summary>
    private static bool EndsAfter(DateTimeOffset? end, KeyringLine line) =>
        end is null || line.Until is not { } until || end > Days.Start(until);
}
