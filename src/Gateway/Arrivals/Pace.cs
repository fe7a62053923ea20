namespace SecureDrop.Gateway.Arrivals;

/// <summary>
/// How long a sender may still be waited for: never longer than the grace without an octet, and on the whole never slower than the
/// least rate. Low enough for a 2G line through Tor; a part of 16 KiB may take eight minutes. Octets buy time only up to one grace ahead:
/// whoever hurried at first may not trickle afterwards.
/// </summary>
/// <param name="grace">Longest silence.</param>
/// <param name="octetsPerSecond">Least rate once the grace is used up.</param>
/// <param name="time">Where seconds come from.</param>
internal sealed class Pace(TimeSpan grace, int octetsPerSecond, TimeProvider time)
{
    private readonly TimeSpan _grace = grace;
    private long _noted = time.GetTimestamp();
    private TimeSpan _left = grace;

    public void Note(int octets)
    {
        var left = Left() + TimeSpan.FromSeconds((double)octets / octetsPerSecond);
        (_left, _noted) = (left < _grace ? left : _grace, time.GetTimestamp());
    }

    /// <summary>Zero or more: after that the sender is too slow.</summary>
    public TimeSpan Left()
    {
        var left = _left - time.GetElapsedTime(_noted);
        return left < TimeSpan.Zero ? TimeSpan.Zero : left;
    }
}
