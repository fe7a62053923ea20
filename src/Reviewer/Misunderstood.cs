using System.CommandLine;
using System.CommandLine.Parsing;
using SecureDrop.Formats.Testimonies;

namespace SecureDrop.Reviewer;

/// <summary>Words that make no sense: only what is wrong and where help stands. The help itself would bury it, and stdout is for results.</summary>
internal static class Misunderstood
{
    public static int Tell(ParseResult words, TextWriter error)
    {
        foreach (var mistake in words.Errors) error.WriteLine(SafeName.Show(mistake.Message));
        var command = "";
        for (var at = words.CommandResult; at is { Command: not RootCommand }; at = at.Parent as CommandResult) command = $"{at.Command.Name} {command}";
        error.WriteLine($"see securedrop-reviewer {command}--help");
        return ExitCodes.Usage;
    }
}
