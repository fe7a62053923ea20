namespace SecureDrop.Operator.Canaries;

/// <summary>What `canary` is told.</summary>
/// <param name="To">The gateway's public address.</param>
/// <param name="Proxy">For Tor; or null.</param>
/// <param name="Source">The sources' program; or null.</param>
/// <param name="SigningKey">The operator's; or null.</param>
/// <param name="Passphrase">Its passphrase's file; or null.</param>
internal sealed record CanaryOptions(string To, string? Proxy, string? Source, string? SigningKey, string? Passphrase);
