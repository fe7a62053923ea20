namespace SecureDrop.Reviewer;

/// <summary>What went wrong and what to do next, for a person; and the program's exit code.</summary>
internal sealed record Trouble(int ExitCode, string What, string? Hint = null)
{
    public static Trouble Refused(string what, string? hint = null) => new(ExitCodes.Refused, what, hint);
    public static Trouble Usage(string what, string? hint = null) => new(ExitCodes.Usage, what, hint);
    public static Trouble InputOutput(string what, string? hint = null) => new(ExitCodes.InputOutput, what, hint);

    /// <summary>Prints both and gives the exit code.</summary>
    public int Tell(TextWriter error)
    {
        error.WriteLine(What);
        if (Hint is not null) error.WriteLine($"hint: {Hint}");
        return ExitCode;
    }
}
