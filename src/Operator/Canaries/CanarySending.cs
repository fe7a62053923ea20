namespace SecureDrop.Operator.Canaries;

/// <summary>What `canary --json` prints.</summary>
/// <param name="Receipt">25 digits in groups.</param>
/// <param name="Day">On which its mark was signed.</param>
/// <param name="Mark">32 hexadecimal digits, random.</param>
internal sealed record CanarySending(string Receipt, DateOnly Day, string Mark);
