using System.CommandLine;
using System.CommandLine.Parsing;
using SecureDrop.Formats.Testimonies;

namespace SecureDrop.Source;

/// <summary>Words that make no sense: only what is wrong and where help stands. The help itself would bury it, and stdout is for results.</summary>
internal static class Misunderstood
{
    public static int Tell(ParseResult words, TextWriter notes)
    {
        // The library puts each of the words it would take on a line of its own.
        foreach (var mistake in words.Errors) notes.WriteLine(SafeName.Show(mistake.Message.ReplaceLineEndings(" ").Replace("\t", "", StringComparison.Ordinal).Trim()));
        var command = "";
        for (var at = words.CommandResult; at is { Command: not RootCommand }; at = at.Parent as CommandResult) command = $"{at.Command.Name} {command}";
        notes.WriteLine($"see securedrop-source {command}--help");
        return ExitCode.Usage;
    }
}
