namespace SecureDrop.Operator;

/// <summary>What stops a command: what happened, the operator's next step, and the exit code. Caught in one place, at the door.</summary>
internal sealed class TroubleException(int exitCode, string what, string hint) : Exception(what)
{
    public int ExitCode { get; } = exitCode;
    public string Hint { get; } = hint;
}
