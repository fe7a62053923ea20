using SecureDrop.Formats;

namespace SecureDrop.Storage;

/// <summary>The last canary that the operator sent.</summary>
/// <param name="Day">The ledger's day when the operator's program said so.</param>
/// <param name="Receipt">By which its state is known.</param>
public sealed record Canary(DateOnly Day, Receipt Receipt);
