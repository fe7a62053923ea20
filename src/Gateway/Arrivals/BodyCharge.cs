namespace SecureDrop.Gateway.Arrivals;

/// <summary>What one body in flight costs; disposing gives it back.</summary>
internal sealed class BodyCharge(OctetBudget budget, TimeProvider time, bool isLarger) : IDisposable
{
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(5);

    private readonly CancellationTokenSource _evicted = new();
    private readonly long _started = time.GetTimestamp();
    private long _window;
    private long _inWindow;
    private long _inWindowBefore;

    /// <summary>Cancelled when a faster body needed the room: the sender is told to come back.</summary>
    public CancellationToken Evicted => _evicted.Token;

    /// <summary>It has said so.</summary>
    internal bool IsLarger => isLarger;

    /// <summary>Guarded by the budget's lock, as is all that counts octets here.</summary>
    internal long Octets { get; private set; }

    /// <summary>What came in the last 5 to 10 seconds. Not the average since the beginning: who sends fast and then stops is slow.</summary>
    internal long LatelyOctets
    {
        get
        {
            Turn();
            return _inWindowBefore + _inWindow;
        }
    }

    /// <summary>False: no room is left for these octets.</summary>
    public bool Take(int octets) => budget.Charge(this, octets);

    /// <summary>The body is whole: from here on it is not evicted, since its octets stay here until it is stored. False: it has been already.</summary>
    public bool Pin() => budget.Pin(this);

    internal bool IsPinned { get; set; }

    internal void Add(int octets)
    {
        Turn();
        Octets += octets;
        _inWindow += octets;
    }

    internal void Clear() => Octets = 0;

    // Not on the thread that holds the budget's lock: what hangs on the token runs code of its own.
    internal void Evict() => _evicted.CancelAsync();

    private void Turn()
    {
        var window = (long)(time.GetElapsedTime(_started) / Window);
        if (window == _window) return;
        (_inWindowBefore, _inWindow, _window) = (window == _window + 1 ? _inWindow : 0, 0, window);
    }

    /// <summary>The source is left to the collector: an eviction may still be on its way to it.</summary>
    public void Dispose() => budget.Leave(this);
}
