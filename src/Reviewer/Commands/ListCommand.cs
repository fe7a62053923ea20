using System.CommandLine;
using System.Text.Json;
using SecureDrop.Formats.Texts;
using SecureDrop.Reviewer.Cases;
using SecureDrop.Reviewer.Home;

namespace SecureDrop.Reviewer.Commands;

/// <summary>`list`: every case, and every entry that failed.</summary>
internal static class ListCommand
{
    public static Command Create()
    {
        var json = CommandDoor.JsonOption();
        var command = new Command("list", "List the cases. " + CaseSummary.FlagsInWords) { json };
        command.SetAction(parsed => CommandDoor.Run(parsed, parsed.GetValue(json), Run));
        return command;
    }

    private static Trouble? Run(CommandDoor door)
    {
        using var home = HomeFolder.ForReading(door.Home);
        var ledger = Ledgers.Read(home);
        var cases = Directory.Exists(home.Cases) ? Directory.GetDirectories(home.Cases).Order() : Enumerable.Empty<string>();
        var listing = new Listing(
            ledger?.Id.ToString(), ledger?.Lines.Count,
            [.. cases.Select(path => CaseName.Read(home, Path.GetFileName(path))).OfType<CaseRecord>().Select(CaseSummary.Of)],
            [.. MachineState.Read(home).Entries.Where(entry => entry.Outcome == Outcome.Failed && entry.Case is null)
                .Select(entry => OpenAnswer.Entry.Of(entry))]);
        if (door.Json)
        {
            door.Output.WriteLine(JsonSerializer.Serialize(listing, HomeJson.Default.Listing));
            return null;
        }

        foreach (var one in listing.Cases) door.Output.WriteLine(one);
        foreach (var entry in listing.Failed) door.Output.WriteLine(entry);
        if (listing.Cases.Count + listing.Failed.Count == 0) door.Output.WriteLine("no cases");
        return null;
    }
}
