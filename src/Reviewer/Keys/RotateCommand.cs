using System.CommandLine;
using SecureDrop.Formats;
using SecureDrop.Formats.Texts;
using SecureDrop.Reviewer.Home;
using SecureDrop.Reviewer.Opening;

namespace SecureDrop.Reviewer.Keys;

/// <summary>`rotate`: sources seal to something new from today on, or month by month; what was sealed to the old still opens.</summary>
internal static class RotateCommand
{
    public static Command Create(TimeProvider time)
    {
        var certificate = new Option<string[]>("--certificate") { HelpName = "FINGERPRINT", AllowMultipleArgumentsPerToken = true, Description = "which one, when this home holds several" };
        var fresh = new Option<bool>("--new-certificate") { Description = "a whole new certificate instead of a subkey" };
        var calendar = KeyOptions.Count("--calendar", 60, "a subkey for each of the next N months, for those who cannot meet often");
        var until = KeyOptions.Day("--seal-until", required: false, "last day to seal to it (default: in a year; of a calendar its last month and 31 days)");
        var grace = KeyOptions.Count("--grace", 3650, $"days that it stays accepted behind that (default: {SealingPlan.UsualGrace})");
        var oldGrace = KeyOptions.Count("--old-grace", 3650, "days that the old stays accepted behind its last day (default: as long as the keyring says now, for those who still hold it)");
        var passphrase = KeyOptions.PassphraseFile();
        var command = new Command("rotate", "Make a new encryption subkey and the next keyring; without the root key, the certificate for its keeper.")
        {
            certificate, fresh, calendar, until, grace, oldGrace, passphrase,
        };
        command.Validators.Add(result =>
        {
            if (result.GetValue(fresh) && result.GetValue(calendar) is not null) result.AddError("--calendar and --new-certificate are two steps: one after the other.");
        });
        return new KeyringStep(needsRoot: false).On(command, time, (parsed, home, next, secrets) =>
        {
            if (Choose(home, next, parsed.GetValue(certificate) ?? [], out var trouble) is not { } file) return trouble;
            var rotation = new Rotation(home, next, new(parsed.GetValue(until), parsed.GetValue(grace)), parsed.GetValue(oldGrace), parsed.GetValue(passphrase), secrets, parsed.InvocationConfiguration.Error);
            return parsed.GetValue(fresh) ? rotation.NewCertificate(file) : rotation.NewSubkeys(file, parsed.GetValue(calendar));
        }, ForKeeper);
    }

    /// <summary>The reviewer's certificate whose secret key is here; of several, the one that is in use.</summary>
    private static SecretKeyFile? Choose(HomeFolder home, NextKeyring next, string[] groups, out Trouble? trouble)
    {
        Fingerprint? typed = null;
        trouble = Trouble.Usage("--certificate takes a fingerprint: 40 hexadecimal digits");
        if (groups.Length > 0)
        {
            if (!Fingerprint.TryParseTyped(string.Concat(groups), out var primary)) return null;
            typed = primary;
        }
        trouble = Trouble.Refused("this home holds no secret key of a reviewer that its keyring names", "securedrop-reviewer init --secret-key FILE");
        bool IsMine(SecretKeyFile file) => next.LiveLines(file.Primary).Any(line => line.Role != KeyringRole.Operator) && (typed is null || typed == file.Primary);
        var mine = KeyStore.Read(home).Where(IsMine).ToList();
        var inUse = mine.Where(file => next.LiveLines(file.Primary).Any(line => line.Until >= next.Today)).ToList();
        if (inUse.Count > 0) mine = inUse;
        if (mine.Count == 1) return mine[0];
        if (mine.Count > 1) trouble = Trouble.Usage("this home holds several reviewers' keys", string.Join(" or ", mine.Select(file => $"--certificate {file.Primary}")));
        return null;
    }

    private static string ForKeeper(NextKeyring next, string? file)
    {
        var name = Path.GetFileName(file);
        var certificate = next.Grown.SingleOrDefault();
        if (certificate is null) return "nothing changes: the keyring names all of it already";
        var isNew = next.Before.Find(certificate.Primary) is null;
        var old = next.Before.Lines.Keys.Except(next.Lines).FirstOrDefault()?.Primary;
        return $"""
            certificate  {certificate.Primary.Grouped()}, compare it by voice with the root's keeper
            next         carry {file} to the root's keeper, who makes the next keyring:
                         securedrop-reviewer add {name}{(isNew ? $" --role {next.Lines.First(line => line.Primary == certificate.Primary).Role.ToString().ToLowerInvariant()}" : "")}
            """ + (isNew && old is not null ? $"\n             securedrop-reviewer retire {old}" : "");
    }
}
