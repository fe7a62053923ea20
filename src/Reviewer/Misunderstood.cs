using System.CommandLine;
using System.CommandLine.Parsing;
using SecureDrop.Formats.Testimonies;

namespace SecureDrop.Reviewer;

/// <summary>Words that make no sense: only what is wrong and where help stands. The help itself would bury it, and stdout is for results.</summary>
internal static class Misunderstood
{
    public static bool Is(ParseResult words) => words.Errors.Count > 0 || Strays(words).Any();

    public static int Tell(ParseResult words, TextWriter error)
    {
        foreach (var stray in Strays(words)) error.WriteLine($"{words.CommandResult.Command.Name} has no {SafeName.Show(stray)}");
        // The library puts each of the words it would take on a line of its own.
        foreach (var mistake in words.Errors) error.WriteLine(SafeName.Show(mistake.Message.ReplaceLineEndings(" ").Replace("\t", "", StringComparison.Ordinal).Trim()));
        var command = "";
        for (var at = words.CommandResult; at is { Command: not RootCommand }; at = at.Parent as CommandResult) command = $"{at.Command.Name} {command}";
        error.WriteLine($"see securedrop-reviewer {command}--help");
        return ExitCodes.Usage;
    }

    /// <summary>To the library, an option that this command lacks is one more value of the option before it that takes several: a fingerprint, and then --passphrase-file.</summary>
    private static IEnumerable<string> Strays(ParseResult words) => words.CommandResult.Children.OfType<OptionResult>()
        .Where(given => given.Option.AllowMultipleArgumentsPerToken)
        .SelectMany(given => given.Tokens).Select(token => token.Value).Where(value => value.StartsWith("--", StringComparison.Ordinal));
}
