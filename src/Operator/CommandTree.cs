using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using SecureDrop.Formats.Testimonies;
using SecureDrop.Operator.Backups;
using SecureDrop.Operator.Canaries;
using SecureDrop.Operator.Commands;
using SecureDrop.Operator.Doctor;
using SecureDrop.Operator.Kits;
using SecureDrop.Operator.Setup;

namespace SecureDrop.Operator;

/// <summary>The commands and their options, as COMMANDS.md fixes them.</summary>
internal sealed class CommandTree(Door door)
{
    private readonly Option<string?> _data = new("--data") { Description = "The gateway's data directory.", Recursive = true, HelpName = "DIR" };
    private readonly Option<bool> _json = new("--json") { Description = "One JSON value on stdout, words on stderr.", Recursive = true };

    public async Task<int> RunAsync(string[] arguments)
    {
        var words = Build().Parse(arguments);
        return words.Errors.Count > 0 ? door.Misunderstood(words) : await words.InvokeAsync();
    }

    private RootCommand Build()
    {
        var root = new RootCommand("Looks after one gateway over its control socket; never over the network.")
        {
            _data, _json, Init(), Status(), Doctor(), Alive(), Ready(), Export(), Acknowledge(), Purge(), Import(), Canary(), Backup(), Restore(), Keyring(), AtRestKey(), ConfirmClock(), Lockdown(),
        };
        // By itself the library refuses --version beside --data.
        foreach (var version in root.Options.OfType<VersionOption>()) version.Validators.Clear();
        return root;
    }

    private Command Init()
    {
        var file = new Option<string?>("--answers") { Description = "A file with the five answers, `key: value` a line.", HelpName = "FILE" };
        var command = new Command("init", "Asks five questions, makes directories and the at-rest key, and says what to carry to the isolated machine.") { file };
        // On a thread of its own: while this one waits for somebody to type, Ctrl-C and SIGTERM would end nothing.
        command.SetAction((words, stop) => Task.Run(
            () => door.RunAsync(words.GetValue(_json), report =>
            {
                InitCommand.Run(door, report, words.GetValue(file), words.GetValue(_data));
                return Task.CompletedTask;
            }),
            stop));
        return command;
    }

    private Command Status()
    {
        var command = new Command("status", "Says what the gateway holds and whether it takes submissions.");
        command.SetAction((words, stop) => RunAsync(words, desk => StatusCommand.RunAsync(desk, stop)));
        return command;
    }

    private Command Doctor()
    {
        var key = new Option<string?>("--at-rest-key") { Description = "The key's file at its source (default: where the gateway has it from).", HelpName = "FILE" };
        var url = new Option<string?>("--url") { Description = "The live listener on this machine (default: the gateway's own).", HelpName = "URL" };
        var all = new Option<bool>("--all") { Description = "Tell what is fine as well." };
        var (signing, _) = SigningKey();
        var command = new Command("doctor", "Looks at everything and says what is wrong, each with its remedy; 1 when something is to be mended.") { key, signing, url, all };
        command.SetAction((words, stop) => RunAsync(words, desk => DoctorCommand.RunAsync(
            desk, new DoctorOptions(words.GetValue(key), words.GetValue(signing), words.GetValue(url), words.GetValue(all), door.TestOnlyRoot), stop)));
        return command;
    }

    private Command Alive()
    {
        var command = new Command("alive", "Ends with 0 when the gateway answers, with 3 when it does not; for monitoring.");
        command.SetAction((words, stop) => RunAsync(words, desk => HealthCommands.AliveAsync(desk, stop)));
        return command;
    }

    private Command Ready()
    {
        var command = new Command("ready", "Ends with 0 when a submission would be taken now, with 1 when it would be refused; for monitoring.");
        command.SetAction((words, stop) => RunAsync(words, desk => HealthCommands.ReadyAsync(desk, stop)));
        return command;
    }

    private Command Export()
    {
        var target = new Option<string>("--to") { Description = "The medium's folder.", Required = true, HelpName = "DIR" };
        var from = new Option<int?>("--from")
        {
            Description = "Everything not purged since this entry, once more.",
            HelpName = "ENTRY",
            CustomParser = result => Entries(result, "--from") is [var entry] ? entry : null,
        };
        var (key, passphrase) = SigningKey();
        var command = new Command("export", "Writes a signed bundle for the isolated machine.") { target, from, key, passphrase };
        command.SetAction((words, stop) => RunAsync(words, desk => ExportCommand.RunAsync(
            desk, words.GetRequiredValue(target), words.GetValue(from), words.GetValue(key), words.GetValue(passphrase), stop)));
        return command;
    }

    private Command Acknowledge()
    {
        var file = new Argument<string>("FILE") { Description = "What came back from the isolated machine." };
        var command = new Command("acknowledge", "Takes an acknowledgement that a reviewer signed.") { file };
        command.SetAction((words, stop) => RunAsync(words, desk => AcknowledgeCommand.RunAsync(desk, words.GetRequiredValue(file), stop)));
        return command;
    }

    private Command Purge()
    {
        var forced = new Option<int[]>("--forced")
        {
            Description = "Entries to purge unopened.",
            AllowMultipleArgumentsPerToken = true,
            HelpName = "ENTRY",
            CustomParser = result => Entries(result, "--forced"),
        };
        var reason = new Option<string?>("--reason") { Description = "Why; the ledger keeps it.", HelpName = "TEXT" };
        var command = new Command("purge", "Removes what every holder has opened.") { forced, reason };
        command.SetAction((words, stop) => RunAsync(words, desk => PurgeCommand.RunAsync(
            desk, words.GetValue(forced) ?? [], words.GetValue(reason), stop)));
        return command;
    }

    private Command Import()
    {
        var files = new Argument<string[]>("FILE") { Description = "Sealed files.", Arity = ArgumentArity.OneOrMore };
        var command = new Command("import", "Takes sealed files that couriers brought.") { files };
        command.SetAction((words, stop) => RunAsync(words, desk => ImportCommand.RunAsync(desk, words.GetRequiredValue(files), stop)));
        return command;
    }

    private Command Canary()
    {
        var to = new Option<string>("--to") { Description = "The gateway's public address, as sources use it.", Required = true, HelpName = "URL" };
        var proxy = new Option<string?>("--proxy") { Description = "The way there, for Tor usually socks5://127.0.0.1:9050.", HelpName = "URL" };
        var source = new Option<string?>("--source") { Description = "The sources' program (default: securedrop-source beside this one).", HelpName = "FILE" };
        var (key, passphrase) = SigningKey();
        var command = new Command("canary", "Sends a signed test testimony through the public door, to see that the way to the reviewers and back is open.") { to, proxy, source, key, passphrase };
        command.SetAction((words, stop) => RunAsync(words, desk => CanaryCommand.RunAsync(
            desk, new CanaryOptions(words.GetRequiredValue(to), words.GetValue(proxy), words.GetValue(source), words.GetValue(key), words.GetValue(passphrase)), stop)));
        return command;
    }

    private Command Backup()
    {
        var target = new Option<string>("--to") { Description = "The medium's folder.", Required = true, HelpName = "DIR" };
        var certificate = new Option<string?>("--certificate") { Description = "Whom to seal it to; the secret key is kept offline.", HelpName = "FILE" };
        var (key, passphrase) = SigningKey();
        var command = new Command("backup", "Writes all that the gateway holds, sealed and signed, while it goes on serving.") { target, certificate, key, passphrase };
        command.SetAction((words, stop) => RunAsync(words, desk => BackupCommand.RunAsync(
            desk, words.GetRequiredValue(target), words.GetValue(certificate), words.GetValue(key), words.GetValue(passphrase), stop)));
        return command;
    }

    private Command Restore()
    {
        var from = new Option<string>("--from") { Description = "The backup's folder.", Required = true, HelpName = "DIR" };
        var secret = new Option<string>("--secret-key") { Description = "The secret key of the certificate it is sealed to.", Required = true, HelpName = "FILE" };
        var passphrase = new Option<string>("--passphrase-file") { Description = "Its passphrase.", Required = true, HelpName = "FILE" };
        var root = new Option<string?>("--root") { Description = "The fingerprint to trust, from another way than the backup.", HelpName = "FINGERPRINT" };
        var bundles = new Option<string[]>("--bundle") { Description = "Bundles exported after the backup.", AllowMultipleArgumentsPerToken = true, HelpName = "DIR" };
        var keyring = new Option<string?>("--keyring") { Description = "A later keyring, by which those bundles are judged and which is installed at once.", HelpName = "FILE" };
        var lost = new Option<bool>("--accept-lost") { Description = "Go on without entries that are nowhere any more." };
        var check = new Option<bool>("--check") { Description = "Verify and open all of it, hand over nothing; needs no gateway." };
        var command = new Command("restore", "Puts a backup into a gateway on a new, empty data directory.") { from, secret, passphrase, root, bundles, keyring, lost, check };
        command.SetAction((words, stop) => RunAsync(words, desk => RestoreCommand.RunAsync(
            desk,
            new RestoreOptions(
                words.GetRequiredValue(from), words.GetRequiredValue(secret), words.GetRequiredValue(passphrase), words.GetValue(root), words.GetValue(bundles) ?? [],
                words.GetValue(keyring), words.GetValue(lost), words.GetValue(check)),
            stop)));
        return command;
    }

    private Command Keyring()
    {
        var files = new Argument<string[]>("FILE") { Description = "Keyrings that follow each other, the oldest first.", Arity = ArgumentArity.OneOrMore };
        var root = new Option<string?>("--root") { Description = "The fingerprint to trust, from another way than the file.", HelpName = "FINGERPRINT" };
        var yes = new Option<bool>("--yes") { Description = "Install without asking." };

        var show = new Command("show", "Shows the keyring in force.");
        show.SetAction((words, stop) => RunAsync(words, desk => KeyringShowCommand.RunAsync(desk, stop)));
        var (key, passphrase) = SigningKey();
        var kit = new Option<string?>("--kit") { Description = "A folder to write the offline kit, its signature and the hashes to as well.", HelpName = "DIR" };
        var install = new Command("install", "Verifies a keyring, hands it to the gateway and signs the offline kit.") { files, root, yes, key, passphrase, kit };
        install.SetAction((words, stop) => RunAsync(words, desk => KeyringInstallCommand.RunAsync(
            desk, words.GetRequiredValue(files), words.GetValue(root), new KitSigning(words.GetValue(key), words.GetValue(passphrase), words.GetValue(kit)),
            () => words.GetValue(yes) || door.Ask("install this keyring?"), stop)));
        var verify = new Command("verify", "Verifies a keyring and changes nothing; needs no gateway.") { files, root };
        verify.SetAction((words, _) => door.RunAsync(words.GetValue(_json), report =>
        {
            KeyringInstallCommand.Verify(report, door.Time, words.GetRequiredValue(files), words.GetValue(root), words.GetValue(_data));
            return Task.CompletedTask;
        }));
        return new Command("keyring", "The keyring that the gateway follows.") { show, install, verify };
    }

    private Command ConfirmClock()
    {
        var yes = new Option<bool>("--yes") { Description = "Confirm without asking." };
        var command = new Command("confirm-clock", "Opens intake again after the clock jumped and the date is right.") { yes };
        command.SetAction((words, stop) => RunAsync(words, desk => ConfirmClockCommand.RunAsync(
            desk, () => words.GetValue(yes) || door.Ask($"is it {desk.Today:yyyy-MM-dd} (UTC) today?"), stop)));
        return command;
    }

    private Command AtRestKey()
    {
        var file = new Option<string?>("--key") { Description = "The key's file at its source.", HelpName = "FILE" };
        var rotate = new Command("rotate", "Puts a new key in the place of the old one; what is stored stays as it is.") { file };
        rotate.SetAction((words, stop) => RunAsync(words, desk => AtRestKeyRotateCommand.RunAsync(desk, words.GetValue(file), stop)));
        return new Command("at-rest-key", "The key from outside that opens the vault.") { rotate };
    }

    private Command Lockdown()
    {
        var file = new Option<string>("--key") { Description = "The at-rest key's file at its source.", Required = true, HelpName = "FILE" };
        var yes = new Option<bool>("--yes") { Description = "Do it without asking." };
        var command = new Command("lockdown", "Closes intake, destroys the at-rest key and ends the gateway: the vault never opens again.") { file, yes };
        command.SetAction((words, stop) => RunAsync(words, desk => LockdownCommand.RunAsync(
            desk, words.GetRequiredValue(file), () => words.GetValue(yes)
                || door.Ask("what was not exported is lost for good; type lockdown to go on:", "lockdown"), stop)));
        return command;
    }

    private static (Option<string?> Key, Option<string?> Passphrase) SigningKey() => (
        new("--signing-key") { Description = "The operator's secret key, armored.", HelpName = "FILE" },
        new("--passphrase-file") { Description = "Its passphrase.", HelpName = "FILE" });

    /// <summary>Null, and an error told, when one is no number of an entry.</summary>
    private static int[]? Entries(ArgumentResult result, string option)
    {
        var entries = new List<int>();
        foreach (var token in result.Tokens)
        {
            if (int.TryParse(token.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var entry) && entry > 0) entries.Add(entry);
            else result.AddError($"{option} takes an entry's number in the ledger, counted from 1; {SafeName.Show(token.Value)} is none.");
        }
        return entries.Count == result.Tokens.Count ? [.. entries] : null;
    }

    private Task<int> RunAsync(ParseResult words, Func<Desk, Task> command) => RunAsync(words, async desk =>
    {
        await command(desk);
        return ExitCode.Done;
    });

    private Task<int> RunAsync(ParseResult words, Func<Desk, Task<int>> command) => door.RunAsync(words.GetValue(_json), async report =>
    {
        var directory = DataDirectory.Of(words.GetValue(_data));
        using var gateway = new ControlClient(directory.Socket);
        return await command(new Desk(directory, gateway, report, door.Time));
    });
}
