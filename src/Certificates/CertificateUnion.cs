using SecureDrop.Formats;
using SecureDrop.Formats.OpenPgp;

namespace SecureDrop.Certificates;

/// <summary>One certificate out of two of the same primary key. A keyring's certificate only ever grows: each of its lines names a subkey of it.</summary>
public static class CertificateUnion
{
    /// <summary>The first, and behind it those subkeys of the second that it lacks.</summary>
    /// <param name="first">Gives the primary key and its user ID too.</param>
    /// <param name="second">Of the same primary key.</param>
    /// <param name="subkeys">What may be taken from the second.</param>
    /// <returns>Armored; whoever takes it has it judged again.</returns>
    public static string Of(Certificate first, Certificate second, IReadOnlyCollection<Fingerprint> subkeys)
    {
        if (first.Primary != second.Primary) throw new ArgumentException("Two primary keys make no certificate.", nameof(second));
        var missing = subkeys.Except(first.Subkeys.Select(subkey => subkey.Fingerprint)).ToHashSet();
        var added = second.Packets.GetPublicKeys().Skip(1).Where(subkey => missing.Contains(Certificate.FingerprintOf(subkey))).SelectMany(subkey => subkey.GetEncoded());
        return Armor.Write(CertificateJudge.PublicBlock, [.. first.Packets.GetEncoded(), .. added]);
    }
}
