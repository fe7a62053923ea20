namespace SecureDrop.Reviewer;

/// <summary>What scripts rely on.</summary>
internal static class ExitCodes
{
    public const int Done = 0;

    /// <summary>Checked and refused: signature, hash, grammar, policy.</summary>
    public const int Refused = 1;
    public const int Usage = 2;

    /// <summary>Medium full, file unreadable.</summary>
    public const int InputOutput = 3;

    /// <summary>By Ctrl-C, as shells count it.</summary>
    public const int Stopped = 130;
}
