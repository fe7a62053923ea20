namespace SecureDrop.Operator;

/// <summary>What `at-rest-key rotate --json` prints: the file that holds the new key.</summary>
internal sealed record AtRestKeyRotated(string File);
