using System.CommandLine;
using System.Text.Json;
using SecureDrop.Reviewer.Home;

namespace SecureDrop.Reviewer.Commands;

/// <summary>`compare-head`: the head in groups of four, for two people to read to each other.</summary>
internal static class CompareHeadCommand
{
    public static Command Create()
    {
        var json = CommandDoor.JsonOption();
        var command = new Command("compare-head", "Print the ledger's head, to compare with another machine by voice.") { json };
        command.SetAction(parsed => CommandDoor.Run(parsed, parsed.GetValue(json), Run));
        return command;
    }

    private static Trouble? Run(CommandDoor door)
    {
        using var home = HomeFolder.ForReading(door.Home);
        if (Ledgers.Read(home) is not { } ledger) return Trouble.Refused("this machine has opened no bundle yet", "securedrop-reviewer open BUNDLE");
        var head = ledger.Head;
        var answer = new HeadAnswer($"{ledger.Id}", head.Number, $"{head.Head}");
        if (door.Json) door.Output.WriteLine(JsonSerializer.Serialize(answer, HomeJson.Default.HeadAnswer));
        else door.Output.WriteLine(answer);
        return null;
    }
}
