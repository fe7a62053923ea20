namespace SecureDrop.Source;

/// <summary>What a person may do after a command was cut short: one text a command, and only what is true of it.</summary>
internal static class TryAgain
{
    public const string Seal = "Nothing was sent. Give the command again, with a new --out folder.";
    public const string Send = "What was sent is there; sending again is harmless.";

    /// <summary>Sealing anew makes other ciphertexts, so submitting again is another testimony with another receipt.</summary>
    public const string Submit = "Nothing whole is known to have arrived. To try again with the same receipt, use seal and then send.";
    public const string Check = "Nothing was sent; ask again later.";
}
