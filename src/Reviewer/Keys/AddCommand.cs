using System.CommandLine;
using SecureDrop.Certificates;
using SecureDrop.Formats.Texts;

namespace SecureDrop.Reviewer.Keys;

/// <summary>`add`: a certificate that the next keyring names; of one that it names already, the new subkeys.</summary>
internal static class AddCommand
{
    public static Command Create(TimeProvider time)
    {
        var certificate = new Argument<FileInfo>("CERTIFICATE") { Description = "NAME.public.asc, compared by voice with whoever made it" };
        var role = new Option<KeyringRole?>("--role")
        {
            HelpName = "ROLE",
            Description = "reviewer, holder (a reviewer whose acknowledgement a purge waits for) or operator; of a certificate named already it stays",
            CustomParser = result =>
            {
                KeyringRole? known = result.Tokens[0].Value switch { "reviewer" => KeyringRole.Reviewer, "holder" => KeyringRole.Holder, "operator" => KeyringRole.Operator, _ => null };
                if (known is not null) return known;
                result.AddError("--role takes reviewer, holder or operator.");
                return null;
            },
        };
        var until = KeyOptions.Day("--seal-until", required: false, "last day to seal to it, or to sign by it (default: in a year; of a calendar its last month and 31 days)");
        var grace = KeyOptions.Count("--grace", 3650, $"days that it stays accepted behind that (default: {SealingPlan.UsualGrace})");
        var command = new Command("add", "Make the next keyring, which names one more certificate or more of its subkeys.") { certificate, role, until, grace };
        return new KeyringStep(needsRoot: true).On(command, time, (parsed, _, next, _) =>
            Plan(next, parsed.GetRequiredValue(certificate), parsed.GetValue(role), new(parsed.GetValue(until), parsed.GetValue(grace))));
    }

    private static Trouble? Plan(NextKeyring next, FileInfo file, KeyringRole? typed, SealingPlan days)
    {
        if (!CertificateFile.TryRead(file, next.Now, out var given, out var trouble)) return trouble;
        if (given.Primary == next.Before.Lines.Root) return Trouble.Refused("this is the root's own certificate", "the root only signs keyrings: everyone else has a key of their own");
        var known = next.Before.Find(given.Primary);
        var listed = next.Lines.FirstOrDefault(line => line.Primary == given.Primary)?.Role;
        if ((typed ?? listed) is not { } role) return Trouble.Usage("a new certificate needs a role", "--role reviewer, holder or operator");
        if (listed is not null && role != listed)
            return Trouble.Refused($"{given.UserId} is {listed.Value.ToString().ToLowerInvariant()} already", "a role stays with its certificate: another role needs another certificate");
        if (CertificateFile.Misfit(file, given, role) is { } misfit) return misfit;

        var added = given.Subkeys.Where(subkey => known is null || known.Subkeys.All(old => old.Fingerprint != subkey.Fingerprint)).ToList();
        if (known is null) next.Add(given, role == KeyringRole.Operator
            ? [KeyringLine.Signing(given.Primary, next.Today, days.SealUntil ?? next.Today.AddDays(SealingPlan.UsualDays))]
            : days.Lines(role, given.Primary, added, next.Today));
        else if (added.Count > 0)
        {
            var grown = CertificateUnion.Of(known, given, [.. added.Select(subkey => subkey.Fingerprint)]);
            if (!Certificate.TryRead(grown, next.Now, out var united, out var why)) return Trouble.Refused($"with its new subkeys the certificate would be refused: {why.Words()}");
            next.Add(united, days.Lines(role, united.Primary, added, next.Today));
        }
        return null;
    }
}
