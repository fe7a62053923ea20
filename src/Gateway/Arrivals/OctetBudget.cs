namespace SecureDrop.Gateway.Arrivals;

/// <summary>
/// One limit on the octets of all bodies in flight, charged as octets arrive. Larger bodies, by what they announce or by what has come, share one half; the other half is
/// always there for bodies up to <see cref="SmallOctets"/>, so five stalled giants cannot close the door on everyone; nor can small
/// ones that fill it and then trickle: they too make room, but none does that has just begun or still moves, or is whole and waits to be stored.
/// </summary>
/// <param name="total">Octets, both halves together.</param>
/// <param name="time">Tells which body is slowest.</param>
internal sealed class OctetBudget(long total, TimeProvider time)
{
    /// <summary>A part is at most 4 MiB and its wrapping; armor adds a third.</summary>
    public const long SmallOctets = 5 << 20;

    /// <summary>
    /// A small body is left alone while it holds no more than this (all connections together fill no half with it), or has lately brought
    /// as much: else a crowd of honest senders would push each other out half-way.
    /// </summary>
    private const long SparedOctets = 64 << 10;

    private readonly Lock _lock = new();
    private readonly HashSet<BodyCharge> _larger = [];
    private readonly HashSet<BodyCharge> _small = [];
    private long _used;
    private long _usedByLarger;

    /// <summary>Octets charged now.</summary>
    public long Used
    {
        get { lock (_lock) return _used; }
    }

    /// <summary>A place for one body, or null when what it announces cannot fit: then the sender hears it at once.</summary>
    public BodyCharge? TryEnter(long? announced)
    {
        lock (_lock)
        {
            var isLarger = announced > SmallOctets;
            var charge = new BodyCharge(this, time, isLarger);
            var room = isLarger ? total / 2 - _usedByLarger : total - (_used - _usedByLarger) + Stuck.Sum(small => small.Octets);
            return room > 0 && (announced ?? 0) <= room ? charge : null;
        }
    }

    /// <summary>False when there is no room and the body itself must go: it is the slowest of the larger ones, or no other one can.</summary>
    internal bool Charge(BodyCharge charge, int octets)
    {
        lock (_lock)
        {
            if (charge.Evicted.IsCancellationRequested) return false;
            Add(charge, octets);
            while (_used > total || _usedByLarger > total / 2)
            {
                var slowest = _larger.Where(larger => !larger.IsPinned).MinBy(larger => larger.LatelyOctets) ?? Stuck.MinBy(small => small.LatelyOctets);
                if (slowest is null || slowest == charge) return false;
                Remove(slowest);
                slowest.Evict();
            }

            return true;
        }
    }

    internal bool Pin(BodyCharge charge)
    {
        lock (_lock) return charge.IsPinned = !charge.Evicted.IsCancellationRequested;
    }

    internal void Leave(BodyCharge charge)
    {
        lock (_lock) Remove(charge);
    }

    private IEnumerable<BodyCharge> Stuck => _small.Where(small => !small.IsPinned && small.Octets > SparedOctets && small.LatelyOctets < SparedOctets);

    private void Add(BodyCharge charge, int octets)
    {
        _used += octets;
        charge.Add(octets);
        if (!charge.IsLarger && charge.Octets <= SmallOctets)
        {
            _small.Add(charge);
            return;
        }

        _small.Remove(charge);
        _usedByLarger += _larger.Add(charge) ? charge.Octets : octets;
    }

    private void Remove(BodyCharge charge)
    {
        _used -= charge.Octets;
        if (_larger.Remove(charge)) _usedByLarger -= charge.Octets;
        _small.Remove(charge);
        charge.Clear();
    }
}
