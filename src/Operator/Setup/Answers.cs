namespace SecureDrop.Operator.Setup;

/// <summary>The five answers. While they are being asked for, those to come are empty.</summary>
internal sealed record Answers
{
    /// <summary>The vault's folder.</summary>
    public string Data { get; init; } = "";

    /// <summary>The file of the key that opens the vault.</summary>
    public string AtRestKey { get; init; } = "";

    /// <summary>Where the gateway listens on this machine.</summary>
    public string Listen { get; init; } = "";

    /// <summary>Where sources reach it, blanks between.</summary>
    public string Addresses { get; init; } = "";

    /// <summary>The file of the operator's secret key, once it has come from the isolated machine.</summary>
    public string SigningKey { get; init; } = "";
}
