using System.Diagnostics.CodeAnalysis;
using Org.BouncyCastle.Security;
using SecureDrop.Formats.OpenPgp;

namespace SecureDrop.Certificates;

/// <summary>A secret key that gets more encryption subkeys and loses none of those it has.</summary>
public static class GrownKey
{
    /// <summary>Makes a subkey a day, without end of its own: the keyring's lines say how long it is used.</summary>
    /// <param name="armoredSecret">One block as keygen writes it.</param>
    /// <param name="passphrase">Opens it, and protects what is new. The caller wipes it.</param>
    /// <param name="days">Creation days; they may lie in the future, since gpg seals to the newest subkey that does not.</param>
    /// <param name="random">Where secrets come from.</param>
    /// <param name="grown">The armored secret key, the new subkeys last.</param>
    /// <param name="refusal">Why the key does not open.</param>
    public static bool TryMake(
        string armoredSecret, ReadOnlySpan<char> passphrase, IEnumerable<DateOnly> days, SecureRandom random,
        [NotNullWhen(true)] out string? grown, out SecretKeyRefusal refusal)
    {
        grown = null;
        if (!SigningKey.TryOpen(armoredSecret, passphrase, out var key, out refusal)) return false;
        using (key)
        {
            Armor.TryRead(armoredSecret, SecretKeyBlock.PrivateBlock, out var octets);
            var protection = new SecretKeyProtection(passphrase, random);
            var added = days.SelectMany(day => NewSubkey.Make(key.Public, key.Signer(), Days.Start(day).UtcDateTime, null, protection, random).Secret);
            grown = Armor.Write(SecretKeyBlock.PrivateBlock, [.. octets, .. added]);
            return true;
        }
    }
}
