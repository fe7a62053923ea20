using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using SecureDrop.Formats;

namespace SecureDrop.Source;

/// <summary>What the program has of the world: results go to one side, everything for people to the other.</summary>
/// <param name="Input">For `--message -`.</param>
/// <param name="Results">Standard output.</param>
/// <param name="Notes">Standard error: progress, hints, trouble.</param>
/// <param name="Time">The clock.</param>
/// <param name="FirstPause">Before the first repetition of a send; later ones double.</param>
internal sealed record Door(Func<Stream> Input, TextWriter Results, TextWriter Notes, TimeProvider Time, TimeSpan FirstPause)
{
    public static Door OfProcess() =>
        new(Console.OpenStandardInput, Console.Out, Console.Error, TimeProvider.System, TimeSpan.FromSeconds(1));

    public int End(Ending ending)
    {
        Notes.WriteLine(ending.Text);
        if (ending.Hint is not null) Notes.WriteLine($"hint: {ending.Hint}");
        return ending.Code;
    }

    public void PrintJson<T>(T value, JsonTypeInfo<T> shape) => Results.WriteLine(JsonSerializer.Serialize(value, shape));

    /// <summary>Runs a command's body and turns what the machine throws into exit code 3; the hint is for one who stopped it.</summary>
    public async Task<int> RunAsync(string tryAgain, Func<Task<int>> body)
    {
        try
        {
            return await body();
        }
        catch (NewerFormatException newer)
        {
            return End(new Ending(ExitCode.Refused, newer.Message, NewerFormatException.Remedy));
        }
        catch (Exception trouble) when (trouble is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            return End(new Ending(ExitCode.Trouble, trouble.Message));
        }
        catch (OperationCanceledException)
        {
            return End(new Ending(ExitCode.Trouble, "Stopped.", tryAgain));
        }
    }
}
