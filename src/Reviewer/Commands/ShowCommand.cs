using System.CommandLine;
using System.Text.Json;
using SecureDrop.Formats.Texts;
using SecureDrop.Reviewer.Custody;
using SecureDrop.Reviewer.Home;
using SecureDrop.Reviewer.Keys;
using SecureDrop.Reviewer.Opening;
using SecureDrop.Reviewer.Triage;

namespace SecureDrop.Reviewer.Commands;

/// <summary>`show CASE`: what a source tells, every string of it escaped; nothing is opened by another program. From then on `list` knows that it was seen.</summary>
internal static class ShowCommand
{
    public static Command Create(TimeProvider time)
    {
        var name = new Argument<string>("CASE") { Description = "a name that list prints, or as much of its start as only one case has" };
        var notes = new Option<bool>("--note") { Description = "also the notes of the case, for which the passphrase is asked" };
        var passphrase = KeyOptions.PassphraseFile();
        var json = CommandDoor.JsonOption();
        var command = new Command("show", "Show a case, and mark it as seen. Right-to-left text is put between isolates: terminals such as those of GNOME, Xfce and KDE show it well, xterm and the bare console do not. " + CaseSummary.FlagsInWords) { name, notes, passphrase, json };
        command.SetAction(parsed => CommandDoor.Run(parsed, parsed.GetValue(json), door =>
            Run(door, parsed.GetRequiredValue(name), parsed.GetValue(notes), parsed.GetValue(passphrase), DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime))));
        return command;
    }

    private static Trouble? Run(CommandDoor door, string typed, bool withNotes, FileInfo? passphraseFile, DateOnly today)
    {
        if (withNotes && door.Json) return Trouble.Usage("--note and --json do not go together", "a note is an OpenPGP message: gpg -d HOME/cases/CASE/notes/note-0001.pgp");
        using var home = HomeFolder.ForReading(door.Home);
        if (CaseChoice.Choose(home, typed, out var trouble) is not { } name) return trouble;
        var reading = CaseReading.One(home, name);
        foreach (var damaged in reading.Damaged) door.Error.WriteLine($"warning: {TerminalText.Line(damaged)}");
        if (reading.Cases is not [var facts])
            return Trouble.InputOutput($"case {name} cannot be read", "open its bundle again; what is left of it is put aside, not lost");

        var notes = new CaseNotes(facts.Folder).Files;
        using var keys = withNotes && notes.Count > 0 ? NoteKeys.Unlock(home, passphraseFile, out trouble) : NoteKeys.None(out trouble);
        if (trouble is not null) return trouble;
        CustodyLog.Write(home, today, CustodyAct.Viewed, $"case {name}{(keys is null ? "" : " with notes")}", door.Error);
        if (door.Json) door.Output.WriteLine(JsonSerializer.Serialize(facts.Record, HomeJson.Default.CaseRecord));
        else
        {
            var sheet = new Sheet(door.Output, door.Columns);
            sheet.Line($"{CaseSummary.Of(facts.Record)}");
            sheet.Ours("folder", facts.Folder);
            new CaseView(sheet, facts).Write();
            if (keys is null && notes.Count > 0) sheet.Ours("notes", $"{notes.Count}: securedrop-reviewer show {name} --note");
            if (keys is not null) WriteNotes(sheet, notes, name, new MessageOpener(keys, _ => false));
        }

        Mark(door, facts);
        return null;
    }

    private static void WriteNotes(Sheet sheet, IReadOnlyList<string> notes, string name, MessageOpener opener)
    {
        foreach (var path in notes)
        {
            if (CaseNotes.Read(path, name, opener, out var why) is not { } note)
            {
                sheet.Line($"{Path.GetFileNameWithoutExtension(path)} does not open: {why}");
                continue;
            }

            sheet.Line($"\n{Path.GetFileNameWithoutExtension(path)}, {note.Day:yyyy-MM-dd}");
            sheet.Block(note.Text);
        }
    }

    /// <summary>Last: what was cut off before it was read stays new. A medium that takes no mark keeps nobody from reading.</summary>
    private static void Mark(CommandDoor door, CaseFacts facts)
    {
        door.Output.Flush();
        try
        {
            SeenMark.Write(facts.Folder, facts.Record);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            door.Error.WriteLine($"warning: {facts.Name} could not be marked as seen: {refused.Message}");
        }
    }
}
