using System.CommandLine;
using System.Text.Json;
using SecureDrop.Formats;
using SecureDrop.Formats.Texts;
using SecureDrop.Reviewer.Commands;
using SecureDrop.Reviewer.Custody;
using SecureDrop.Reviewer.Home;
using SecureDrop.Reviewer.Keys;
using SecureDrop.Reviewer.Opening;

namespace SecureDrop.Reviewer.Backups;

/// <summary>`restore`: a backup into a home that has nothing yet. A run cut short is made good by the same command again.</summary>
internal static class RestoreCommand
{
    public static Command Create(TimeProvider time)
    {
        var file = new Argument<FileInfo>("FILE") { Description = "what backup wrote" };
        var code = new Option<FileInfo?>("--code-file") { HelpName = "FILE", Description = "its first line is the backup's code; without it you are asked" };
        var json = CommandDoor.JsonOption();
        var command = new Command("restore", "Bring keys, keyring, ledgers and custody log back into an empty home.") { file, code, json };
        command.SetAction(parsed => CommandDoor.Run(parsed, parsed.GetValue(json), door =>
            Run(door, parsed.GetRequiredValue(file), parsed.GetValue(code), DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime))));
        return command;
    }

    private static Trouble? Run(CommandDoor door, FileInfo file, FileInfo? codeFile, DateOnly today)
    {
        if (NamedFile.Trouble(file.FullName) is { } absent) return absent;
        using var home = HomeFolder.Hold(door.Home);
        if (home is null) return CommandDoor.InUse(door.Home);
        if (ReadCode(codeFile, out var trouble) is not { } code) return trouble;
        home.ClearWork();
        try
        {
            using var source = file.OpenRead();
            using var unpacked = HomeFolder.ForReading(home.EmptyWork("restore"));
            if (!SealedBackup.TryUnpack(source, code.ToCharArray(), unpacked.Root, out var newer))
                return newer is not null ? Trouble.Refused($"{file.Name}: {newer}", NewerFormatException.Remedy)
                    : Trouble.Refused($"{file.Name} does not open", "compare each group of the code with the paper; if it is right, the file is damaged: take another copy");
            if (Trust.Read(unpacked, DateOnly.MinValue, out trouble) is not { } keyring) return trouble;
            var names = BackedUp.Names(unpacked);
            if (Stranger(home, BackedUp.Hashes(unpacked)) is { } stranger)
                return Trouble.Refused($"{home.Root} is not empty: {stranger} is there", "give a new folder: --home DIR");
            foreach (var name in names) Move(unpacked, home, name);
            CustodyLog.Write(home, today, CustodyAct.Restored, $"{names.Count} files from a backup", door.Error);
            var keys = KeyStore.Read(home).Select(key => key.Primary).ToList();
            var answer = new RestoreAnswer(names.Count, keyring.Lines.Epoch, keyring.Lines.Expires, $"{keyring.Lines.Root}", [.. keys.Select(key => $"{key}")]);
            if (door.Json) door.Output.WriteLine(JsonSerializer.Serialize(answer, HomeJson.Default.RestoreAnswer));
            else door.Output.WriteLine($"""
                restored  {answer.Files} files
                keyring   epoch {answer.Epoch}, expires {answer.Expires:yyyy-MM-dd}{(keyring.Lines.IsExpired(today) ? ", expired: ask for the newest" : "")}
                root      {keyring.Lines.Root.Grouped()}
                keys      {string.Join(", ", keys.Select(key => key.Grouped()))}
                next      take the newest keyring before you make another: two of one epoch lock out whoever has seen the other
                          the cases are not in a backup: ask the operator for export --from 1, and open that bundle
                """);
            return null;
        }
        finally
        {
            home.ClearWork();
        }
    }

    /// <summary>In the one form that `backup` showed, however it was typed.</summary>
    private static string? ReadCode(FileInfo? file, out Trouble? trouble)
    {
        if (Passphrase.Take(file, out trouble, "Code of the backup: ") is not { } typed) return null;
        trouble = Trouble.Refused("this is no backup's code", "eight groups of four letters and digits");
        return TypedOctets.Read(new string(typed)) is { } octets ? TypedOctets.Write(octets) : null;
    }

    /// <summary>A file of the home that the backup would change; those that a run cut short has brought back are the same.</summary>
    private static string? Stranger(HomeFolder home, IReadOnlyList<(string Name, Sha256Hash Hash)> restored) =>
        BackedUp.Hashes(home).Except(restored).Select(one => one.Name).FirstOrDefault() ?? ((string[])[home.State, home.Cases]).FirstOrDefault(Path.Exists);

    private static void Move(HomeFolder from, HomeFolder to, string name)
    {
        var target = Path.Combine(to.Root, name);
        HomeFolder.MakeFolder(Path.GetDirectoryName(target) ?? to.Root);
        using var source = File.OpenRead(Path.Combine(from.Root, name));
        PrivateFile.Replace(target, source.CopyTo);
    }
}
