namespace SecureDrop.Gateway.Arrivals;

/// <summary>
/// A token bucket for all who come by one of the <see cref="Lanes"/>. Never one an address: behind an onion service all come from one, and
/// keeping addresses would be keeping something about people.
/// </summary>
/// <param name="burst">Requests that may come at once.</param>
/// <param name="perSecond">Requests that come back each second.</param>
/// <param name="time">Where seconds come from.</param>
internal sealed class RateBucket(double burst, double perSecond, TimeProvider time)
{
    private readonly double _burst = burst;
    private readonly Lock _lock = new();
    private double _tokens = burst;
    private long _last = time.GetTimestamp();

    public bool TryTake()
    {
        lock (_lock)
        {
            Fill();
            if (_tokens < 1) return false;
            _tokens--;
            return true;
        }
    }

    /// <summary>What is left of the burst: 1 when nobody came lately, 0 when nobody may come now.</summary>
    public double Left
    {
        get
        {
            lock (_lock)
            {
                Fill();
                return _tokens < 1 ? 0 : _tokens / _burst;
            }
        }
    }

    private void Fill()
    {
        var now = time.GetTimestamp();
        _tokens = Math.Min(_burst, _tokens + time.GetElapsedTime(_last, now).TotalSeconds * perSecond);
        _last = now;
    }
}
