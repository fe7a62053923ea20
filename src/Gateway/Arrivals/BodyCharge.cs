namespace SecureDrop.Gateway.Arrivals;

/// <summary>What one body in flight costs; disposing gives it back.</summary>
internal sealed class BodyCharge(OctetBudget budget, TimeProvider time) : IDisposable
{
    private readonly CancellationTokenSource _evicted = new();
    private readonly long _started = time.GetTimestamp();

    /// <summary>Cancelled when a faster body needed the room: the sender is told to come back.</summary>
    public CancellationToken Evicted => _evicted.Token;

    /// <summary>Guarded by the budget's lock.</summary>
    internal long Octets { get; set; }

    internal double OctetsPerSecond => Octets / Math.Max(0.001, time.GetElapsedTime(_started).TotalSeconds);

    /// <summary>False: no room is left for these octets.</summary>
    public bool Take(int octets) => budget.Charge(this, octets);

    // Not on the thread that holds the budget's lock: what hangs on the token runs code of its own.
    internal void Evict() => _evicted.CancelAsync();

    /// <summary>The source is left to the collector: an eviction may still be on its way to it.</summary>
    public void Dispose() => budget.Leave(this);
}
