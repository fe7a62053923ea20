using SecureDrop.Storage;

namespace SecureDrop.Gateway.Arrivals;

/// <summary>
/// Octets that sources may bring in a day, so that one day of flood does not fill the disk before the operator looks. The vault counts them, by the
/// gateway's day and through restarts; bodies that are being stored at one moment may go beyond it together, by at most the octet budget. What couriers
/// bring counts, and is never refused for it.
/// </summary>
/// <param name="vault">Counts, and knows what is free.</param>
/// <param name="set">What the operator has set; null for the share of the disk.</param>
internal sealed class DailyQuota(Vault vault, long? set)
{
    /// <summary>Of what is free when the day begins, or later when room is made: a quarter. The files take a little more than the octets.</summary>
    private const int OneOf = 4;

    /// <summary>The last quarter is for parts whose puzzle was solved: one puzzle is not to buy a giant's room.</summary>
    private const double ForAll = 0.75;

    private readonly Lock _lock = new();
    private DateOnly _day;
    private long _share;

    /// <summary>Today's.</summary>
    public long Octets
    {
        get
        {
            if (set is { } octets) return octets;
            lock (_lock)
            {
                var (today, share) = (vault.Today, (vault.FreeOctets + vault.StoredToday) / OneOf);
                (_day, _share) = (today, today == _day ? Math.Max(_share, share) : share);
                return _share;
            }
        }
    }

    public bool Allows(long more, bool solved) => vault.StoredToday + more <= (solved && more <= OctetBudget.SmallOctets ? Octets : Octets * ForAll);
}
