using System.CommandLine;
using System.Text.Json;
using Org.BouncyCastle.Security;
using SecureDrop.Formats.Texts;
using SecureDrop.Reviewer.Commands;
using SecureDrop.Reviewer.Custody;
using SecureDrop.Reviewer.Home;
using SecureDrop.Reviewer.Isolation;
using SecureDrop.Reviewer.Keys;

namespace SecureDrop.Reviewer.Backups;

/// <summary>`backup`: one encrypted file, not called good before it was read back from the medium, restored and compared.</summary>
internal static class BackupCommand
{
    /// <summary>Of chance, so that no stretching is needed.</summary>
    private const int CodeOctets = 20;

    public static Command Create(TimeProvider time)
    {
        var to = new Option<FileInfo>("--to") { HelpName = "FILE", Required = true, Description = "file to write" };
        var json = CommandDoor.JsonOption();
        var command = new Command("backup", "Write keys, keyring, ledgers and custody log, but no cases, to one encrypted file.") { to, json };
        command.SetAction(parsed => CommandDoor.Run(parsed, parsed.GetValue(json), door =>
            Run(door, parsed.GetRequiredValue(to).FullName, DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime))));
        return command;
    }

    private static Trouble? Run(CommandDoor door, string file, DateOnly today)
    {
        if ((KeyFiles.Taken("--to", file) ?? NamedFile.TroubleOfFolder(Path.GetDirectoryName(file) ?? file)) is { } taken) return taken;
        using var home = HomeFolder.Hold(door.Home);
        if (home is null) return CommandDoor.InUse(door.Home);
        if (Trust.Read(home, DateOnly.MinValue, out var trouble) is null) return trouble;
        home.ClearWork();
        // The log in it says that it was made.
        CustodyLog.Write(home, today, CustodyAct.Backup, "keys, keyring, ledgers and this log", door.Error);
        var code = TypedOctets.Write(SecureRandom.GetNextBytes(KernelRandom.New(), CodeOctets));
        var fresh = file + ".new";
        try
        {
            using (var target = PrivateFile.Create(fresh))
            {
                SealedBackup.Write(target, home, code.ToCharArray());
                target.Flush(flushToDisk: true);
                Durable.LetGo(target);
            }
            if (!IsWhole(home, fresh, code)) return Trouble.InputOutput($"{file} did not come back as it was written", "take another medium: this one loses octets");
            File.Move(fresh, file, overwrite: false);
            Durable.Folder(Path.GetDirectoryName(file) ?? file);
        }
        finally
        {
            File.Delete(fresh);
            home.ClearWork();
        }
        Tell(door, new(file, code, BackedUp.Names(home).Count));
        return null;
    }

    /// <summary>A backup that nobody has restored is a hope.</summary>
    private static bool IsWhole(HomeFolder home, string file, string code)
    {
        using var source = File.OpenRead(file);
        var folder = home.EmptyWork("backup");
        return SealedBackup.TryUnpack(source, code.ToCharArray(), folder, out _) && BackedUp.Hashes(HomeFolder.ForReading(folder)).SequenceEqual(BackedUp.Hashes(home));
    }

    private static void Tell(CommandDoor door, BackupAnswer answer)
    {
        if (door.Json) door.Output.WriteLine(JsonSerializer.Serialize(answer, HomeJson.Default.BackupAnswer));
        else door.Output.WriteLine($"""
            backup  {answer.File}: {answer.Files} files, read back, restored and compared
            code    {answer.Code}
                    Write it on paper now, blanks and all, and keep it apart from the file: it is shown this once.
                    The secret keys inside need your passphrase besides. No case is in it, and no root key: for that there is paper.
            next    securedrop-reviewer restore FILE on an empty home; without this program: gpg -d FILE | tar x
            """);
    }
}
