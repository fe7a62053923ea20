using System.Text;
using SecureDrop.Formats.OpenPgp;

namespace SecureDrop.Formats.Texts;

/// <summary>
/// The keyring's text, version 1:
/// title, epoch, issued, expires, previous, root; 0 to 16 addresses; a line per key; then, each after a blank line, the armored
/// certificate of the root and of every primary in order of first appearance. Limits: 4 MiB, 4,096 keys.
/// </summary>
internal static class KeyringGrammar
{
    public const string Title = "SecureDrop.Net keyring 1";
    private const string Block = "PGP PUBLIC KEY BLOCK";
    private const int MaximumAddressLength = 200;

    public static byte[] Write(Keyring keyring)
    {
        var text = new StringBuilder($"{Title}\nepoch {Written.Of(keyring.Epoch)}\n")
            .Append($"issued {Written.Of(keyring.Issued)}\nexpires {Written.Of(keyring.Expires)}\n")
            .Append($"previous {keyring.Previous?.ToString() ?? "none"}\nroot {keyring.Root}\n");
        foreach (var address in keyring.Addresses) text.Append($"address {address}\n");
        foreach (var line in keyring.Keys) text.Append($"{line}\n");
        foreach (var certificate in keyring.Certificates) text.Append($"\n{certificate.Armored}");
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    public static TextRefusal? Read(Lines lines, out Keyring? keyring)
    {
        keyring = null;
        if (!lines.TryNext(out var value) || !value.SequenceEqual(Title)) return lines.Refuse(TextFault.TitleWrong);
        if (!lines.TryField("epoch ", out value)) return lines.Refuse(TextFault.LineMalformed);
        if (!Written.TryNumber(value, out int epoch) || epoch == 0) return lines.Refuse(TextFault.NumberMalformed);
        if (!lines.TryField("issued ", out value)) return lines.Refuse(TextFault.LineMalformed);
        if (!Written.TryDay(value, out var issued)) return lines.Refuse(TextFault.DayMalformed);
        if (!lines.TryField("expires ", out value)) return lines.Refuse(TextFault.LineMalformed);
        if (!Written.TryDay(value, out var expires)) return lines.Refuse(TextFault.DayMalformed);
        if (expires < issued) return lines.Refuse(TextFault.DaysContradict);
        if (!lines.TryField("previous ", out value)) return lines.Refuse(TextFault.LineMalformed);
        var first = value.SequenceEqual("none");
        var previous = default(Sha256Hash);
        if (!first && !Sha256Hash.TryParse(value, out previous)) return lines.Refuse(TextFault.HashMalformed);
        if (first != (epoch == 1)) return lines.Refuse(TextFault.PreviousContradictsEpoch);
        if (!lines.TryField("root ", out value)) return lines.Refuse(TextFault.LineMalformed);
        if (!Fingerprint.TryParse(value, out var root)) return lines.Refuse(TextFault.FingerprintMalformed);

        List<string> addresses = [];
        List<KeyringLine> keys = [];
        List<KeyringCertificate> certificates = [];
        var refusal = ReadAddresses(ref lines, addresses) ?? ReadKeys(ref lines, keys, root, expires)
            ?? ReadCertificates(ref lines, keys.Select(line => line.Primary).Prepend(root).Distinct(), certificates);
        if (refusal is null) keyring = new Keyring(epoch, issued, expires, first ? null : previous, root, addresses, keys, certificates);
        return refusal;
    }

    private static TextRefusal? ReadAddresses(ref Lines lines, List<string> addresses)
    {
        while (lines.Rest.StartsWith("address "))
        {
            lines.TryField("address ", out var address);
            if (!IsAddress(address)) return lines.Refuse(TextFault.AddressMalformed);
            if (addresses.Contains(address.ToString())) return lines.Refuse(TextFault.LineRepeated);
            if (addresses.Count == Keyring.MaximumAddresses) return lines.Refuse(TextFault.TooManyLines);
            addresses.Add(address.ToString());
        }

        return null;
    }

    /// <summary>A scheme, a host and maybe a port, in lower case, and no path: written as <see cref="Uri"/> writes it, which the gateway compares hosts with.</summary>
    public static bool IsAddress(ReadOnlySpan<char> address)
    {
        var scheme = address.StartsWith("http://") ? 7 : address.StartsWith("https://") ? 8 : address.Length;
        var host = address[scheme..].ToString();
        return host.Length > 0 && address.Length <= MaximumAddressLength && !host.AsSpan().ContainsAnyExcept("abcdefghijklmnopqrstuvwxyz0123456789.-:[]")
            && Uri.TryCreate(address.ToString(), UriKind.Absolute, out var uri) && uri.HostNameType != UriHostNameType.Basic
            && uri.Port > 0 && (host == uri.Host || host == $"{uri.Host}:{uri.Port}");
    }

    private static TextRefusal? ReadKeys(ref Lines lines, List<KeyringLine> keys, Fingerprint root, DateOnly expires)
    {
        var roles = new Dictionary<Fingerprint, KeyringRole>();
        var subkeys = new Dictionary<KeyId, Fingerprint>();
        while (!lines.Rest.IsEmpty && lines.Rest[0] != '\n')
        {
            lines.TryNext(out var text);
            if (KeyringLine.Parse(text, out var fault) is not { } line) return lines.Refuse(fault);
            if (line.AcceptUntil > expires) return lines.Refuse(TextFault.DaysContradict);
            if (keys.Count == Keyring.MaximumKeys) return lines.Refuse(TextFault.TooManyLines);

            var known = !roles.TryAdd(line.Primary, line.Role);
            if (line.Primary == root || roles[line.Primary] != line.Role) return lines.Refuse(TextFault.RoleContradicts);
            if (known && line.Role == KeyringRole.Operator) return lines.Refuse(TextFault.LineRepeated);
            // A message names its recipients by key ID: two subkeys under one ID could not be told apart.
            if (line.Subkey is { } subkey && !subkeys.TryAdd(subkey.KeyId, subkey))
                return lines.Refuse(subkeys[subkey.KeyId] == subkey ? TextFault.LineRepeated : TextFault.KeyIdRepeated);
            keys.Add(line);
        }

        return null;
    }

    private static TextRefusal? ReadCertificates(ref Lines lines, IEnumerable<Fingerprint> primaries, List<KeyringCertificate> certificates)
    {
        foreach (var primary in primaries)
        {
            if (!lines.TryNext(out var blank) || !blank.IsEmpty || !lines.TryThrough($"-----END {Block}-----", out var armored))
                return lines.Refuse(TextFault.CertificateMissing);
            if (!Armor.TryRead(armored, Block, out _)) return lines.Refuse(TextFault.ArmorNotCanonical);
            certificates.Add(new KeyringCertificate(primary, armored.ToString()));
        }

        return lines.TryNext(out _) ? lines.Refuse(TextFault.LineMalformed) : null;
    }
}
