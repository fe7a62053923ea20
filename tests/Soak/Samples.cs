namespace SecureDrop.Soak;

/// <summary>Whether the gateway stays as large as it was: the last quarter of the run beside the first.</summary>
internal sealed class Samples
{
    /// <summary>What the collector may keep or give back as it likes (it conserves memory, but not to the page).</summary>
    private const long ResidentSlack = 48 << 20;

    /// <summary>Lines that a proxy of the runtime has not closed yet.</summary>
    private const int DescriptorSlack = 16, ThreadSlack = 12;

    /// <summary>The vault's file never shrinks: it is as large as the most that ever lay in it at once, in pages of 8 KiB, and its log and register beside.</summary>
    private const double DataFactor = 1.6;
    private const long DataSlack = 96 << 20;

    private readonly List<Sample> _all = [];
    private long _mostLive;

    public IReadOnlyList<Sample> All => _all;

    public void Add(Sample sample)
    {
        _all.Add(sample);
        _mostLive = Math.Max(_mostLive, sample.LiveOctets);
        if (sample.DataOctets > DataFactor * _mostLive + DataSlack)
            throw new ViolationException($"the data directory holds {sample.DataOctets >> 20} MiB, for at most {_mostLive >> 20} MiB that ever lay in it at once");
    }

    /// <summary>A run too short for quarters of two samples proves nothing about growth, and is not judged.</summary>
    public void Judge()
    {
        if (Quarters() is not var (first, last)) return;
        if (last.Max(one => one.Resident) > first.Max(one => one.Resident) * 1.25 + ResidentSlack) throw new ViolationException($"resident octets grew: {Words()}");
        if (last.Min(one => one.Descriptors) > first.Max(one => one.Descriptors) + DescriptorSlack) throw new ViolationException($"open descriptors grew: {Words()}");
        if (last.Min(one => one.Threads) > first.Max(one => one.Threads) + ThreadSlack) throw new ViolationException($"threads grew: {Words()}");
    }

    public string Words()
    {
        if (_all.Count == 0) return "no sample";
        var (first, last) = Quarters() ?? ([_all[0]], [_all[^1]]);
        return $"""
                                first quarter   last quarter
            resident, most      {first.Max(one => one.Resident) >> 20,9} MiB  {last.Max(one => one.Resident) >> 20,9} MiB
            descriptors, most   {first.Max(one => one.Descriptors),13}  {last.Max(one => one.Descriptors),13}
            threads, most       {first.Max(one => one.Threads),13}  {last.Max(one => one.Threads),13}
            data directory      {first.Max(one => one.DataOctets) >> 20,9} MiB  {last.Max(one => one.DataOctets) >> 20,9} MiB
            live ciphertext     {first.Max(one => one.LiveOctets) >> 20,9} MiB  {last.Max(one => one.LiveOctets) >> 20,9} MiB (most {_mostLive >> 20})
            samples             {first.Count,13}  {last.Count,13} of {_all.Count}
            """;
    }

    private (List<Sample> First, List<Sample> Last)? Quarters()
    {
        if (_all.Count < 8) return null;
        var quarter = _all.Count / 4;
        return (_all[..quarter], _all[^quarter..]);
    }
}
