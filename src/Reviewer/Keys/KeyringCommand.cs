using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Text;
using SecureDrop.Formats.Texts;

namespace SecureDrop.Reviewer.Keys;

/// <summary>`keyring`: writes the keyring's text from certificates and days, and signs it with the root key.</summary>
internal static class KeyringCommand
{
    public static Command Create(TimeProvider? time = null)
    {
        var rootKey = new Option<FileInfo>("--root-key") { HelpName = "FILE", Required = true, Description = "the root's secret key" };
        var passphraseFile = new Option<FileInfo?>("--passphrase-file") { HelpName = "FILE", Description = "its first line is the passphrase; without it you are asked" };
        var holders = Certificates("--holder", "certificate of a reviewer whose acknowledgement a purge waits for");
        var reviewers = Certificates("--reviewer", "certificate of any other reviewer");
        var operators = Certificates("--operator", "certificate of one who signs bundles");
        var addresses = new Option<string[]>("--address") { HelpName = "URL", Description = "where the gateway is reached", AllowMultipleArgumentsPerToken = true };
        var epoch = new Option<int>("--epoch") { HelpName = "N", DefaultValueFactory = _ => 1, Description = "number of this keyring", CustomParser = Number };
        var previous = new Option<FileInfo?>("--previous") { HelpName = "FILE", Description = "the signed keyring before this one, when there is one" };
        var from = Day("--seal-from", required: false, "first day to seal by it (default: today)");
        var until = Day("--seal-until", required: true, "last day to seal by it");
        var accept = Day("--accept-until", required: true, "last day on which the gateway takes what was sealed by it");
        var expires = Day("--expires", required: true, "last day of the keyring itself");
        var target = new Option<FileInfo>("--out") { HelpName = "FILE", Required = true, Description = "file to write" };

        var command = new Command("keyring", "Write and sign a keyring.")
        {
            rootKey, passphraseFile, holders, reviewers, operators, addresses, epoch, previous, from, until, accept, expires, target,
        };
        command.SetAction(parsed => KeyFiles.Run(parsed, () =>
        {
            if (KeyFiles.Taken(parsed, "--out", parsed.GetRequiredValue(target).FullName) is { } taken) return taken;
            var now = (time ?? TimeProvider.System).GetUtcNow();
            var today = DateOnly.FromDateTime(now.UtcDateTime);
            var first = parsed.GetValue(from) ?? today;
            var (last, end) = (parsed.GetValue(until) ?? today, parsed.GetValue(accept) ?? today);
            var draft = new KeyringDraft(now);
            if (draft.Add(KeyringRole.Holder, parsed.GetValue(holders), first, last, end)
                && draft.Add(KeyringRole.Reviewer, parsed.GetValue(reviewers), first, last, end)
                && draft.Add(KeyringRole.Operator, parsed.GetValue(operators), first, last, end)
                && draft.Sign(
                    parsed.GetRequiredValue(rootKey), Passphrase.Take(parsed.GetValue(passphraseFile)), parsed.GetValue(epoch),
                    parsed.GetValue(previous), parsed.GetValue(expires) ?? today, parsed.GetValue(addresses) ?? []) is { } keyring)
            {
                KeyFiles.WriteNew(parsed.GetRequiredValue(target).FullName, Encoding.UTF8.GetString(keyring.Frame.Write()), secret: false);
                parsed.InvocationConfiguration.Output.WriteLine($"root   {keyring.Lines.Root.Grouped()}");
                parsed.InvocationConfiguration.Output.WriteLine($"epoch  {keyring.Lines.Epoch}, expires {keyring.Lines.Expires:yyyy-MM-dd}");
                return 0;
            }
            return KeyFiles.Refuse(parsed, draft.Trouble);
        }));
        return command;
    }

    private static Option<FileInfo[]> Certificates(string name, string what) =>
        new(name) { HelpName = "FILE", Description = what, AllowMultipleArgumentsPerToken = true };

    private static int Number(ArgumentResult result)
    {
        if (int.TryParse(result.Tokens[0].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0) return number;
        result.AddError("--epoch takes a number from 1.");
        return 0;
    }

    private static Option<DateOnly?> Day(string name, bool required, string what) => new(name)
    {
        Required = required,
        HelpName = "DAY",
        Description = what + ", as 2026-12-31",
        CustomParser = result =>
        {
            if (DateOnly.TryParseExact(result.Tokens[0].Value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)) return day;
            result.AddError($"{name} takes a day as 2026-12-31.");
            return null;
        },
    };
}
