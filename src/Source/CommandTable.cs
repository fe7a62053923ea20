using System.CommandLine;
using SecureDrop.Source.Commands;

namespace SecureDrop.Source;

/// <summary>The commands of `securedrop-source`.</summary>
internal static class CommandTable
{
    public static async Task<int> RunAsync(string[] words, Door door)
    {
        var root = new RootCommand("What a source, partner or courier runs: seal a testimony, send it, ask for it.")
        {
            SealCommand.Create(door),
            SendCommand.Create(door),
            SubmitCommand.Create(door),
            CheckCommand.Create(door),
        };
        // A name that starts with @ is a name, not a file of options.
        var parsed = root.Parse(words, new ParserConfiguration { ResponseFileTokenReplacer = null });
        return parsed.Errors.Count > 0
            ? Misunderstood.Tell(parsed, door.Notes)
            : await parsed.InvokeAsync(new InvocationConfiguration { Output = door.Results, Error = door.Notes });
    }
}
