using System.CommandLine;
using SecureDrop.Formats;
using SecureDrop.Formats.Texts;

namespace SecureDrop.Reviewer.Keys;

/// <summary>`retire` and `revoke`: a certificate or one of its subkeys ends, gently or at once.</summary>
internal static class EndingCommands
{
    public static Command CreateRetire(TimeProvider time)
    {
        var key = Key();
        var grace = KeyOptions.Count("--grace", 3650, "days from today that what was sealed stays accepted (default: as long as the keyring says now)");
        var command = new Command("retire", "Make the next keyring, in which nobody seals to a certificate or subkey any more, or an operator signs no more.") { key, grace };
        return new KeyringStep(needsRoot: true).On(command, time, (parsed, _, next, _) => Plan(next, parsed.GetRequiredValue(key), ended => next.Retire(ended, parsed.GetValue(grace))));
    }

    public static Command CreateRevoke(TimeProvider time)
    {
        var key = Key();
        var destroyed = new Option<bool>("--destroyed") { Description = "its secret was destroyed by its reviewer, not lost or stolen" };
        var command = new Command("revoke", "Make the next keyring, in which nothing sealed to a subkey, or signed by an operator, is taken any more.") { key, destroyed };
        return new KeyringStep(needsRoot: true).On(command, time, (parsed, _, next, _) =>
        {
            // An operator's certificate opens nothing, so its line knows no destroyed.
            KeyringStatus Status(KeyringLine line) => parsed.GetValue(destroyed) && line.Subkey is not null ? KeyringStatus.Destroyed : KeyringStatus.Revoked;
            return Plan(next, parsed.GetRequiredValue(key), ended =>
            {
                foreach (var line in next.LiveLines(ended)) next.Replace(line, KeyringLine.Ended(line.Role, line.Primary, line.Subkey, Status(line), next.Today));
            });
        });
    }

    private static Argument<string[]> Key() => new("FINGERPRINT") { Arity = ArgumentArity.OneOrMore, Description = "of a primary key or of one subkey, with or without blanks" };

    /// <summary>The lines rule, not the certificate's own revocation: what is revoked inside a certificate no keyring takes.</summary>
    private static Trouble? Plan(NextKeyring next, string[] groups, Action<Fingerprint> end)
    {
        if (!Fingerprint.TryParseTyped(string.Concat(groups), out var key)) return Trouble.Usage("a fingerprint is 40 hexadecimal digits");
        if (!next.Lines.Any(line => line.Primary == key || line.Subkey == key))
            return Trouble.Refused($"the keyring names no key {key.Grouped()}", "a key ID is no fingerprint: securedrop-operator keyring show lists them");
        end(key);
        return null;
    }
}
