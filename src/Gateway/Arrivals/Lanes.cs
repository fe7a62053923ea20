using SecureDrop.Gateway.Start;

namespace SecureDrop.Gateway.Arrivals;

/// <summary>A bucket for each way of coming, so that a flood in one starves nobody in another.</summary>
internal sealed class Lanes(Limits limits, TimeProvider time)
{
    /// <summary>Bodies up to a part's size, from whoever comes: our own programs and the page.</summary>
    public RateBucket Parts { get; } = new(limits.Burst, limits.RequestsPerSecond, time);

    /// <summary>Bodies beyond that or of a length that nobody says: a few do the harm of many.</summary>
    public RateBucket Larger { get; } = Small(limits, time);

    /// <summary>Forms of browsers without JavaScript: they can solve nothing, so nothing else opens this lane and nothing else fills it.</summary>
    public RateBucket Forms { get; } = Small(limits, time);

    public RateBucket Receipts { get; } = new(limits.Burst, limits.RequestsPerSecond, time);

    public RateBucket Of(Knock knock) =>
        knock.IsForm ? Forms : knock.Announced <= OctetBudget.SmallOctets ? Parts : Larger;

    private static RateBucket Small(Limits limits, TimeProvider time) =>
        new(Math.Max(1, limits.Burst / Limits.SmallLanes), Math.Max(1, limits.RequestsPerSecond / (double)Limits.SmallLanes), time);
}
