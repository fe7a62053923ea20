using System.CommandLine;
using SecureDrop.Formats;
using SecureDrop.Formats.Testimonies;

namespace SecureDrop.Reviewer.Commands;

/// <summary>What all commands share: their folder, their output, and the one place where a broken medium becomes an exit code.</summary>
internal sealed record CommandDoor(string Home, bool Json, TextWriter Output, TextWriter Error)
{
    public static Option<string?> HomeOption { get; } = new("--home")
    {
        HelpName = "DIR",
        Description = "the reviewer's folder (default: ~/.securedrop-reviewer)",
        Recursive = true,
    };

    /// <summary>Of the terminal that the output goes to; null when it goes elsewhere.</summary>
    public int? Columns => ReferenceEquals(Output, Console.Out) && !Console.IsOutputRedirected && Console.WindowWidth > 0 ? Console.WindowWidth : null;

    public static Option<bool> JsonOption() => new("--json") { Description = "print the result as JSON" };

    public static string HomeOf(ParseResult parsed) => parsed.GetValue(HomeOption) is { Length: > 0 } home ? home : Reviewer.Home.HomeFolder.Default;

    /// <summary>Runs an action; it returns null when all is well.</summary>
    public static int Run(ParseResult parsed, bool json, Func<CommandDoor, Trouble?> action)
    {
        var console = parsed.InvocationConfiguration;
        try
        {
            var door = new CommandDoor(HomeOf(parsed), json, console.Output, console.Error);
            return action(door)?.Tell(console.Error) ?? ExitCodes.Done;
        }
        catch (OperationCanceledException)
        {
            return new Trouble(ExitCodes.Stopped, "stopped; nothing is left of what was begun", "the same command again begins anew").Tell(console.Error);
        }
        catch (NewerFormatException newer)
        {
            return Trouble.Refused(SafeName.Show(newer.Message), NewerFormatException.Remedy).Tell(console.Error);
        }
        catch (Exception trouble) when (trouble is InvalidDataException or System.Text.Json.JsonException)
        {
            return Trouble.InputOutput(
                SafeName.Show(trouble.Message), "a file of the reviewer's folder is damaged: restore it from a copy, or begin a new folder with --home DIR").Tell(console.Error);
        }
        catch (Exception trouble) when (trouble is IOException or UnauthorizedAccessException)
        {
            return Trouble.InputOutput(
                SafeName.Show(trouble.Message), "check the medium, the space on it and who may write to it; doing the same again does no harm").Tell(console.Error);
        }
    }

    /// <summary>A folder mistyped must not look like one in which all is gone.</summary>
    public static Trouble NoHome(string home) => Trouble.InputOutput($"there is no reviewer's folder {home}", "--home DIR names it; securedrop-reviewer init makes one");

    public static Trouble InUse(string home) => Trouble.InputOutput($"{home} is in use by another run", "wait until it has finished");
}
