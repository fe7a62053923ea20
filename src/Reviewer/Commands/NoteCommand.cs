using System.CommandLine;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using Org.BouncyCastle.Security;
using SecureDrop.Certificates;
using SecureDrop.Formats.Texts;
using SecureDrop.Reviewer.Custody;
using SecureDrop.Reviewer.Home;
using SecureDrop.Reviewer.Triage;

namespace SecureDrop.Reviewer.Commands;

/// <summary>`note CASE`: adds a note, sealed to the reviewers of the keyring. No passphrase is needed to write one, and none is ever changed.</summary>
internal static class NoteCommand
{
    public static Command Create(TimeProvider time)
    {
        var name = new Argument<string>("CASE") { Description = "a name that list prints, or as much of its start as only one case has" };
        var text = new Option<string>("--text") { HelpName = "TEXT", Description = "the note; it stays in the history of the shell, so --file - is better" };
        var file = new Option<string>("--file") { HelpName = "FILE", Description = "a file with the note, or - for what is typed or piped in, to its end (Ctrl-D)" };
        var json = CommandDoor.JsonOption();
        var command = new Command("note", "Add a note to a case, sealed to all reviewers of the keyring. `show --note` reads them.") { name, text, file, json };
        command.SetAction(parsed => CommandDoor.Run(parsed, parsed.GetValue(json), door =>
            Run(door, parsed.GetRequiredValue(name), parsed.GetValue(text), parsed.GetValue(file), time)));
        return command;
    }

    private static Trouble? Run(CommandDoor door, string typed, string? text, string? file, TimeProvider time)
    {
        if ((text is null) == (file is null)) return Trouble.Usage("name either --text or --file", "to type it: --file -, and Ctrl-D at the end");
        if (file is not null && file != "-" && NamedFile.Trouble(file) is { } noFile) return noFile;
        using var home = HomeFolder.Hold(door.Home);
        if (home is null) return CommandDoor.InUse(door.Home);
        if (CaseChoice.Choose(home, typed, out var trouble) is not { } name) return trouble;
        var today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        if (Trust.Read(home, today, out trouble) is not { } keyring) return trouble;
        if (Sealer.For(keyring, today, new SecureRandom()) is not { } sealer)
            return Trouble.Refused("the keyring has nobody to seal to today", "ask for the newest keyring, then: securedrop-reviewer init --keyring FILE");
        if (Words(text, file) is not { } words) return Trouble.Refused($"a note is a text of at most {Note.MaximumOctets} octets of UTF-8, not blank", "write what is longer as a file of your own");
        var path = new CaseNotes(Path.Combine(home.Cases, name)).Add(new Note(name, today, words), sealer);
        if (path is null) return Trouble.Refused($"{name} has {CaseNotes.MaximumNotes} notes already");
        CustodyLog.Write(home, today, CustodyAct.Noted, $"case {name} note {Path.GetFileNameWithoutExtension(path)}", door.Error);
        door.Output.WriteLine(door.Json ? JsonSerializer.Serialize(new NoteAnswer(name, path), HomeJson.Default.NoteAnswer) : path);
        return null;
    }

    private static string? Words(string? text, string? file)
    {
        var octets = text is not null ? Encoding.UTF8.GetBytes(text) : ReadBounded(file ?? "-");
        if (octets.Length > Note.MaximumOctets || !Utf8.IsValid(octets)) return null;
        var words = Encoding.UTF8.GetString(octets).ReplaceLineEndings("\n").TrimEnd();
        return words.Trim().Length == 0 ? null : words;
    }

    /// <summary>One octet more than is allowed tells enough.</summary>
    private static byte[] ReadBounded(string file)
    {
        using var source = file == "-" ? Console.OpenStandardInput() : File.OpenRead(file);
        var octets = new byte[Note.MaximumOctets + 1];
        return octets[..source.ReadAtLeast(octets, octets.Length, throwOnEndOfStream: false)];
    }
}
