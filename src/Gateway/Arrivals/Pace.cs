namespace SecureDrop.Gateway.Arrivals;

/// <summary>
/// How long a sender may still be waited for: never longer than the grace without an octet, and over the whole body never slower
/// than the least rate. Low enough for a 2G line through Tor; a part of 16 KiB may take eight minutes.
/// </summary>
/// <param name="grace">Longest silence.</param>
/// <param name="octetsPerSecond">Least average rate once the grace is over.</param>
/// <param name="time">Where seconds come from.</param>
internal sealed class Pace(TimeSpan grace, int octetsPerSecond, TimeProvider time)
{
    private readonly long _started = time.GetTimestamp();
    private long _octets;

    public void Note(int octets) => _octets += octets;

    /// <summary>Zero or more: after that the sender is too slow.</summary>
    public TimeSpan Left()
    {
        var budget = grace + TimeSpan.FromSeconds((double)_octets / octetsPerSecond) - time.GetElapsedTime(_started);
        return budget < TimeSpan.Zero ? TimeSpan.Zero : budget < grace ? budget : grace;
    }
}
