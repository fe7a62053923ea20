namespace SecureDrop.Operator;

/// <summary>The one place where troubles end and become words and an exit code.</summary>
internal sealed class Door(TextReader input, TextWriter output, TextWriter error, TimeProvider time)
{
    public TimeProvider Time { get; } = time;

    public async Task<int> RunAsync(bool json, Func<Report, Task> command)
    {
        var report = new Report(output, error, json);
        try
        {
            await command(report);
            return ExitCode.Done;
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
    public bool Ask(string question)
    {
        error.Write($"{question} (yes/no) ");
        return input.ReadLine()?.Trim() == "yes";
    }

    private static int Tell(Report report, TroubleException trouble)
    {
        report.Trouble(trouble);
        return trouble.ExitCode;
    }
}
