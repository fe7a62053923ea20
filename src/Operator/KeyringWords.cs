using SecureDrop.Certificates;
using SecureDrop.Formats.Texts;

namespace SecureDrop.Operator;

/// <summary>A keyring and its changes in words; what a refusal means to the operator.</summary>
internal static class KeyringWords
{
    public static string Line(KeyringLine line)
    {
        var subkey = line.Subkey is { } fingerprint ? $", subkey {fingerprint.Grouped()}" : "";
        var use = (line.Status, line.Role) switch
        {
            (KeyringStatus.Live, KeyringRole.Operator) => $"signs bundles {line.From:yyyy-MM-dd} to {line.Until:yyyy-MM-dd}",
            (KeyringStatus.Live, _) => $"for sealing {line.From:yyyy-MM-dd} to {line.Until:yyyy-MM-dd}, accepted until {line.AcceptUntil:yyyy-MM-dd}",
            _ => $"{line.Status.ToString().ToLowerInvariant()} on {line.EndedOn:yyyy-MM-dd}",
        };
        return $"{line.Role.ToString().ToLowerInvariant()} {line.Primary.Grouped()}{subkey}: {use}";
    }

    /// <summary>What a new keyring brings against the one before: days, addresses, and each line added or gone.</summary>
    public static IEnumerable<string> Difference(Keyring? old, Keyring next)
    {
        yield return old is null
            ? $"epoch {next.Epoch}, the first keyring here, expires {next.Expires:yyyy-MM-dd}"
            : $"epoch {old.Epoch} becomes {next.Epoch}, expiry {old.Expires:yyyy-MM-dd} becomes {next.Expires:yyyy-MM-dd}";
        foreach (var change in Changes(old?.Addresses ?? [], next.Addresses)) yield return $"{change.Sign} address {change.Of}";
        foreach (var change in Changes(old?.Keys ?? [], next.Keys)) yield return $"{change.Sign} {Line(change.Of)}";
    }

    private static IEnumerable<(char Sign, T Of)> Changes<T>(IReadOnlyList<T> old, IReadOnlyList<T> next) =>
        old.Except(next).Select(gone => ('-', gone)).Concat(next.Except(old).Select(added => ('+', added)));

    /// <summary>The refusal's name for scripts: hash_wrong for HashWrong.</summary>
    public static string Code<T>(T refusal) where T : struct, Enum =>
        string.Concat($"{refusal}".Select((letter, at) => at > 0 && char.IsUpper(letter) ? $"_{char.ToLowerInvariant(letter)}" : $"{char.ToLowerInvariant(letter)}"));

    public static string Hint(KeyringRefusal refusal) => refusal switch
    {
        KeyringRefusal.FormatNewer => "nothing was changed: install a newer securedrop-net-server, then give the command again",
        KeyringRefusal.IsCertificate => "name the keyring that the root has signed, usually keyring.asc",
        KeyringRefusal.NotCanonical => "take the file as it came: no editor, no mail program, no change of line ends",
        KeyringRefusal.WrongRoot => "compare the fingerprint with your organisation's by voice; a lost root means a new start, never a silent change",
        KeyringRefusal.EpochLower => "get the newest keyring from your organisation",
        KeyringRefusal.ChainGap => "name the missing keyrings too: `keyring install FILE FILE…`",
        KeyringRefusal.TooManyReviewers => "have the organisation issue a keyring with fewer reviewers at a time",
        KeyringRefusal.Expired => "get the newest keyring from your organisation; until then intake stays closed",
        _ => "do not use it: tell your organisation that a wrong keyring is going around",
    };
}
