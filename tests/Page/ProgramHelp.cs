using System.Diagnostics;
using System.Text.RegularExpressions;

namespace SecureDrop.Page.Tests;

/// <summary>What the programs themselves say of their commands; asked once for each command.</summary>
internal sealed partial class ProgramHelp
{
    private static readonly string Build =
        AppContext.BaseDirectory.Contains($"{Path.DirectorySeparatorChar}Release{Path.DirectorySeparatorChar}", StringComparison.Ordinal) ? "Release" : "Debug";

    private readonly Dictionary<string, string[]> _said = [];

    /// <summary>Why a program would not take this command line; null when nothing in its --help speaks against it.</summary>
    public string? Mistake(string line)
    {
        var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var command = words[0];
        var (given, operands) = (new List<string>(), 0);
        for (var at = 1; at < words.Length; at++)
        {
            if (words[at].StartsWith("--", StringComparison.Ordinal))
            {
                given.Add(words[at]);
                if (Option(words[0], words[at]) is { } known && known.Contains('<') && (++at == words.Length || words[at].StartsWith("--", StringComparison.Ordinal)))
                    return $"{given[^1]} takes a value";
            }
            else if (Part(command, "Commands:").Any(below => below.Split(' ')[0] == words[at])) command += $" {words[at]}";
            else operands++;
        }

        var options = Part(command, "Options:");
        if (Part(command, "Commands:").Length > 0) return $"{command} is not a whole command";
        if (given.FirstOrDefault(option => !options.Any(known => Names(known, option))) is { } unknown) return $"{command} has no {unknown}";
        if (options.FirstOrDefault(option => option.Contains("(REQUIRED)", StringComparison.Ordinal) && !given.Exists(name => Names(option, name))) is { } missing) return $"it lacks {missing}";
        var arguments = Part(command, "Arguments:").Length;
        var optional = Said(command).Any(said => said.Contains("[<", StringComparison.Ordinal));
        return operands == 0 && arguments > 0 && !optional ? "it lacks an operand" : operands > 0 && arguments == 0 ? "it takes no operand" : null;

        // An option stands in the help of the whole program or of the command that has been named until now.
        string? Option(string program, string name) => Part(command, "Options:").Concat(Part(program, "Options:")).FirstOrDefault(known => Names(known, name));
    }

    private static bool Names(string known, string option) => known.Split(' ', ',')[0] == option;

    private string[] Part(string command, string heading) =>
        [.. Said(command).SkipWhile(line => line != heading).Skip(1).TakeWhile(line => line.Length > 0).Where(line => Entry().IsMatch(line)).Select(line => line.Trim())];

    private string[] Said(string command)
    {
        if (_said.TryGetValue(command, out var said)) return said;
        var words = command.Split(' ');
        var program = Path.Combine(Vector.Root(), "src", $"{char.ToUpperInvariant(words[0]["securedrop-".Length])}{words[0]["securedrop-".Length..][1..]}", "bin", Build, "net10.0", $"{words[0]}.dll");
        using var asked = Process.Start(new ProcessStartInfo("dotnet", [program, .. words[1..], "--help"]) { RedirectStandardOutput = true }) ?? throw new InvalidOperationException($"{program} did not start.");
        said = asked.StandardOutput.ReadToEnd().Split('\n');
        asked.WaitForExit();
        Assert.Equal(0, asked.ExitCode);
        return _said[command] = said;
    }

    [GeneratedRegex("^  [^ ]")]
    private static partial Regex Entry();
}
