using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Text;
using System.Text.Json;
using SecureDrop.Certificates;
using SecureDrop.Formats;
using SecureDrop.Formats.Texts;
using SecureDrop.Reviewer.Commands;
using SecureDrop.Reviewer.Home;

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
        var from = KeyOptions.Day("--seal-from", required: false, "first day to seal by it (default: today)");
        var until = KeyOptions.Day("--seal-until", required: true, "last day to seal by it");
        var accept = KeyOptions.Day("--accept-until", required: true, "last day on which the gateway takes what was sealed by it");
        var expires = KeyOptions.Day("--expires", required: true, "last day of the keyring itself");
        var target = new Option<FileInfo>("--out") { HelpName = "FILE", Required = true, Description = "file to write" };

        var json = CommandDoor.JsonOption();

        var command = new Command("keyring", "Write and sign a keyring.")
        {
            rootKey, passphraseFile, holders, reviewers, operators, addresses, epoch, previous, from, until, accept, expires, target, json,
        };
        command.SetAction(parsed => KeyFiles.Run(parsed, () =>
        {
            var file = parsed.GetRequiredValue(target).FullName;
            if (KeyFiles.Taken("--out", file) is { } taken) return taken;
            var now = (time ?? TimeProvider.System).GetUtcNow();
            var today = DateOnly.FromDateTime(now.UtcDateTime);
            var first = parsed.GetValue(from) ?? today;
            var (last, end) = (parsed.GetValue(until) ?? today, parsed.GetValue(accept) ?? today);
            var draft = new KeyringDraft(now);
            var gathered = draft.Add(KeyringRole.Holder, parsed.GetValue(holders), first, last, end)
                ?? draft.Add(KeyringRole.Reviewer, parsed.GetValue(reviewers), first, last, end)
                ?? draft.Add(KeyringRole.Operator, parsed.GetValue(operators), first, last, end)
                ?? draft.Useless();
            if (gathered is not null) return gathered;
            using var root = SignedKeyring.OpenRoot(parsed.GetRequiredValue(rootKey), parsed.GetValue(passphraseFile), out var trouble);
            if (root is null) return trouble;
            var keyring = draft.Sign(
                root, parsed.GetValue(epoch), parsed.GetValue(previous), parsed.GetValue(expires) ?? today, parsed.GetValue(addresses) ?? [], out trouble);
            if (keyring is null) return trouble;
            if (Repeats(CommandDoor.HomeOf(parsed), keyring) is { } fork) return fork;
            KeyFiles.WriteNew(file, Encoding.UTF8.GetString(keyring.Frame.Write()), secret: false);
            Tell(parsed.InvocationConfiguration.Output, new KeyringAnswer(keyring.Lines.Epoch, keyring.Lines.Expires, $"{keyring.Lines.Root}", file), keyring.Lines.Root, parsed.GetValue(json));
            return null;
        }));
        return command;
    }

    /// <summary>A home that follows this root knows how far its epochs have come.</summary>
    private static Trouble? Repeats(string home, TrustedKeyring keyring) =>
        Trust.ReadPin(HomeFolder.ForReading(home)) is { } seen && seen.Root == keyring.Lines.Root && seen.Epoch >= keyring.Lines.Epoch && seen != keyring.Pin
            ? Trouble.Refused(
                $"this home has seen epoch {seen.Epoch} of this root already, and two keyrings of one epoch lock out whoever has the other",
                "rotate, add, retire and revoke make the next one of it")
            : null;

    private static void Tell(TextWriter output, KeyringAnswer answer, Fingerprint root, bool json)
    {
        if (json)
        {
            output.WriteLine(JsonSerializer.Serialize(answer, HomeJson.Default.KeyringAnswer));
            return;
        }
        output.WriteLine($"root   {root.Grouped()}");
        output.WriteLine($"epoch  {answer.Epoch}, expires {answer.Expires:yyyy-MM-dd}");
        output.WriteLine(KeyOptions.CompareByVoice);
    }

    private static Option<FileInfo[]> Certificates(string name, string what) =>
        new(name) { HelpName = "FILE", Description = what, AllowMultipleArgumentsPerToken = true };

    private static int Number(ArgumentResult result)
    {
        if (int.TryParse(result.Tokens[0].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0) return number;
        result.AddError("--epoch takes a number from 1.");
        return 0;
    }
}
