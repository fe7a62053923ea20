using System.CommandLine;
using System.CommandLine.Parsing;
using SecureDrop.Formats.Testimonies;

namespace SecureDrop.Operator;

/// <summary>The one place where troubles end and become words and an exit code.</summary>
internal sealed class Door(TextReader input, TextWriter output, TextWriter error, TimeProvider time)
{
    public TimeProvider Time { get; } = time;

    /// <summary>TestOnly: a file below this folder stands before the machine's own in /proc and /sys.</summary>
    public string? TestOnlyRoot { get; init; }

    public Task<int> RunAsync(bool json, Func<Report, Task> command) => RunAsync(json, async report =>
    {
        await command(report);
        return ExitCode.Done;
    });

    /// <summary>The same for a command that ends with a code of its own.</summary>
    public async Task<int> RunAsync(bool json, Func<Report, Task<int>> command)
    {
        var report = new Report(output, error, json);
        try
        {
            return await command(report);
        }
        catch (TroubleException trouble)
        {
            return Tell(report, trouble);
        }
        catch (Exception trouble) when (trouble is IOException or UnauthorizedAccessException)
        {
            return Tell(report, Troubles.File(trouble.Message));
        }
        catch (OperationCanceledException)
        {
            return Tell(report, Troubles.Stopped());
        }
    }

    /// <summary>Only a typed yes is a yes; the end of the input is a no.</summary>
    public bool Ask(string question) => Ask($"{question} (yes/no)", "yes");

    /// <summary>The same with a word that nobody types by habit.</summary>
    public bool Ask(string question, string word)
    {
        error.Write($"{question} ");
        return input.ReadLine()?.Trim() == word;
    }

    /// <summary>One line of an answer; what is usual when it is empty; null at the end of the input.</summary>
    public string? AskFor(string question, string? usual)
    {
        error.Write(usual is null ? $"{question}\n   : " : $"{question}\n   [{usual}]: ");
        return input.ReadLine()?.Trim() is { } typed ? typed.Length > 0 ? typed : usual ?? "" : null;
    }

    /// <summary>Words that make no sense: only what is wrong and where help stands. The help itself would bury it, and stdout is for results.</summary>
    public int Misunderstood(ParseResult words)
    {
        // The library puts each of the words it would take on a line of its own.
        foreach (var mistake in words.Errors) error.WriteLine(SafeName.Show(mistake.Message.ReplaceLineEndings(" ").Replace("\t", "", StringComparison.Ordinal).Trim()));
        var command = "";
        for (var at = words.CommandResult; at is { Command: not RootCommand }; at = at.Parent as CommandResult) command = $"{at.Command.Name} {command}";
        error.WriteLine($"see securedrop-operator {command}--help");
        return ExitCode.Usage;
    }

    private static int Tell(Report report, TroubleException trouble)
    {
        report.Trouble(trouble);
        return trouble.ExitCode;
    }
}
