namespace SecureDrop.Operator;

/// <summary>What scripts see. Source: COMMANDS.md's table, the same for every program.</summary>
internal static class ExitCode
{
    public const int Done = 0;
    public const int Refused = 1;
    public const int Usage = 2;
    public const int InputOutput = 3;
}
