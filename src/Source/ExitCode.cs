namespace SecureDrop.Source;

/// <summary>How the program ends; scripts rely on it.</summary>
internal static class ExitCode
{
    public const int Done = 0;

    /// <summary>Checked and refused: a signature, a grammar, a policy, the gateway's answer.</summary>
    public const int Refused = 1;
    public const int Usage = 2;

    /// <summary>A file or the connection.</summary>
    public const int Trouble = 3;
}
