namespace SecureDrop.Operator.Setup;

/// <summary>What `init --json` prints.</summary>
/// <param name="Data">The vault's folder.</param>
/// <param name="AtRestKey">The file of its key.</param>
/// <param name="Listen">Where the gateway listens.</param>
/// <param name="Addresses">Where sources reach it.</param>
/// <param name="SigningKey">Where the operator's secret key is to lie.</param>
/// <param name="Made">What this run has made.</param>
/// <param name="There">What was there already, and was left as it is.</param>
/// <param name="Isolated">Commands for the isolated machine.</param>
/// <param name="Next">Commands for this one, afterwards.</param>
internal sealed record Initialised(
    string Data, string AtRestKey, string Listen, string[] Addresses, string SigningKey, string[] Made, string[] There, string[] Isolated, string[] Next);
