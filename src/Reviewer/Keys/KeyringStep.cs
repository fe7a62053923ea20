using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using SecureDrop.Formats.Texts;
using SecureDrop.Reviewer.Commands;
using SecureDrop.Reviewer.Custody;
using SecureDrop.Reviewer.Home;

namespace SecureDrop.Reviewer.Keys;

/// <summary>
/// The way of every command that makes the next keyring: plan it, have it signed and judged, say what changes, ask, and only then write. Secret keys are written
/// first, then this home takes the keyring, last comes the file to carry. A run that is cut short anywhere leaves a home that works; the same command given again
/// goes on from there, and when the home already has the new keyring it writes that one's file: there are never two texts of one epoch.
/// </summary>
internal sealed class KeyringStep(bool needsRoot)
{
    private readonly Option<FileInfo?> _rootKey = new("--root-key") { HelpName = "FILE", Required = needsRoot, Description = "the root's secret key" };
    private readonly Option<FileInfo?> _rootPassphrase = new("--root-passphrase-file") { HelpName = "FILE", Description = "its first line is the passphrase of the root key; without it you are asked" };
    private readonly Option<FileInfo?> _out = new("--out") { HelpName = "FILE", Description = "file to write" };
    private readonly Option<DateOnly?> _expires = KeyOptions.Day("--expires", required: false, "last day of the keyring itself (default: in 400 days, later when something is accepted longer)");
    private readonly Option<bool> _yes = new("--yes") { Description = "do not ask" };
    private readonly Option<bool> _json = CommandDoor.JsonOption();

    /// <summary>Gives the command its options and its action.</summary>
    /// <param name="command">With its own options already.</param>
    /// <param name="time">Today.</param>
    /// <param name="plan">Changes the next keyring, and returns what must be durable in the home before it. Nothing is written yet.</param>
    /// <param name="forKeeper">What the root's keeper is asked to do when the root key is not here.</param>
    public Command On(Command command, TimeProvider time, Plan plan, Func<NextKeyring, string?, string>? forKeeper = null)
    {
        foreach (var option in (Option[])[_rootKey, _rootPassphrase, _out, _expires, _yes, _json]) command.Add(option);
        command.SetAction(parsed => CommandDoor.Run(parsed, parsed.GetValue(_json), door => Run(door, parsed, time.GetUtcNow(), plan, forKeeper)));
        return command;
    }

    public delegate Trouble? Plan(ParseResult parsed, HomeFolder home, NextKeyring next, List<Action> secrets);

    private Trouble? Run(CommandDoor door, ParseResult parsed, DateTimeOffset now, Plan plan, Func<NextKeyring, string?, string>? forKeeper)
    {
        var file = parsed.GetValue(_out)?.FullName;
        if (file is not null && (KeyFiles.Taken("--out", file) ?? NamedFile.TroubleOfFolder(Path.GetDirectoryName(file) ?? file)) is { } taken) return taken;
        if (parsed.GetValue(_rootKey) is not null && file is null) return Trouble.Usage("the next keyring needs a file to be carried in", "--out FILE");
        if (!parsed.GetValue(_yes) && Console.IsInputRedirected) return Trouble.Usage("nobody is here to say yes", "at a terminal you are asked; in a script: --yes");
        using var home = HomeFolder.Hold(door.Home);
        if (home is null) return CommandDoor.InUse(door.Home);
        // An expired keyring is what the next one is needed for.
        if (Trust.Read(home, DateOnly.MinValue, out var trouble) is not { } keyring) return trouble;
        var next = new NextKeyring(keyring, now);
        if (next.Today < keyring.Lines.Issued)
            return Trouble.Refused($"this machine's date is {next.Today:yyyy-MM-dd}, before its keyring was issued", "set the date right: every line of a keyring rests on it");

        var secrets = new List<Action>();
        if (plan(parsed, home, next, secrets) is { } unplanned) return unplanned;
        return parsed.GetValue(_rootKey) is { } root ? Sign(door, parsed, home, next, secrets, root, file ?? "") : Leave(door, parsed, home, next, secrets, file, forKeeper);
    }

    private Trouble? Sign(CommandDoor door, ParseResult parsed, HomeFolder home, NextKeyring next, List<Action> secrets, FileInfo rootKey, string file)
    {
        var keyring = next.Before;
        if (next.IsChanged)
        {
            using var root = SignedKeyring.OpenRoot(rootKey, parsed.GetValue(_rootPassphrase), out var trouble);
            if (root is null || next.Sign(root, parsed.GetValue(_expires), out trouble) is not { } signed) return trouble;
            keyring = signed;
        }
        var changes = KeyringChanges.Of(next).ToList();
        if (!Agreed(door, parsed, next, changes, $"epoch {next.Before.Lines.Epoch} becomes {keyring.Lines.Epoch}, expiry {next.Before.Lines.Expires:yyyy-MM-dd} becomes {keyring.Lines.Expires:yyyy-MM-dd}", secrets))
            return Trouble.Refused("nothing was changed");

        foreach (var write in secrets) write();
        // Also when nothing changes: a run cut short may have left the keyring without its pin.
        Trust.Install(home, keyring);
        if (next.IsChanged) CustodyLog.Write(home, next.Today, CustodyAct.Keyring, $"epoch {keyring.Lines.Epoch} {keyring.Lines.Hash} root {keyring.Lines.Root}", door.Error);
        KeyFiles.WriteNew(file, System.Text.Encoding.UTF8.GetString(keyring.Frame.Write()), secret: false);
        Tell(door, new(keyring.Lines.Epoch, keyring.Lines.Expires, $"{keyring.Lines.Root}", file, changes), $"""
            keyring  {(next.IsChanged ? "" : "nothing changes: this home has it already; ")}epoch {keyring.Lines.Epoch}, expires {keyring.Lines.Expires:yyyy-MM-dd}
            root     {keyring.Lines.Root.Grouped()}
            {KeyOptions.CompareByVoice}
            next     carry {file} to the gateway and to every reviewer:
                     securedrop-operator keyring install {Path.GetFileName(file)}
                     securedrop-reviewer init --keyring {Path.GetFileName(file)}
            """);
        return null;
    }

    /// <summary>The root key is elsewhere: this home does its own part, and its keeper gets a certificate or a word.</summary>
    private Trouble? Leave(
        CommandDoor door, ParseResult parsed, HomeFolder home, NextKeyring next, List<Action> secrets, string? file, Func<NextKeyring, string?, string>? forKeeper)
    {
        var certificate = next.Grown.SingleOrDefault();
        if (certificate is not null && file is null) return Trouble.Usage("the certificate for the root's keeper needs a file", "--out FILE, or --root-key FILE when the root key is here");
        var changes = KeyringChanges.Of(next).ToList();
        if (!Agreed(door, parsed, next, changes, "the root's keeper must sign this before it holds", secrets)) return Trouble.Refused("nothing was changed");
        foreach (var write in secrets) write();
        if (certificate is not null && file is not null) KeyFiles.WriteNew(file, certificate.Armored, secret: false);
        var lines = next.Before.Lines;
        Tell(door, new(lines.Epoch, lines.Expires, $"{lines.Root}", certificate is null ? null : file, changes), forKeeper?.Invoke(next, file) ?? "");
        return null;
    }

    private bool Agreed(CommandDoor door, ParseResult parsed, NextKeyring next, List<string> changes, string last, List<Action> secrets)
    {
        var words = door.Json ? door.Error : door.Output;
        foreach (var change in changes) words.WriteLine(change);
        if (next.IsChanged) words.WriteLine(string.Create(CultureInfo.InvariantCulture, $"keyring  {last}"));
        foreach (var warning in KeyringChanges.Warnings(next)) door.Error.WriteLine($"warning: {warning}");
        if (parsed.GetValue(_yes) || (!next.IsChanged && secrets.Count == 0)) return true;
        door.Error.Write("Type yes to go on: ");
        return Console.ReadLine()?.Trim() == "yes";
    }

    private static void Tell(CommandDoor door, KeyringChangeAnswer answer, string words)
    {
        if (door.Json) door.Output.WriteLine(JsonSerializer.Serialize(answer, HomeJson.Default.KeyringChangeAnswer));
        else door.Output.WriteLine(words);
    }
}
