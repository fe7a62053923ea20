using SecureDrop.Gateway.Arrivals;

namespace SecureDrop.Gateway.Tests;

/// <summary>REFUSALS.md rows 28 and 32, without a network.</summary>
public sealed class OctetBudgetTests
{
    private const int Mebi = 1 << 20;
    private readonly Microsoft.Extensions.Time.Testing.FakeTimeProvider _time = TestGateway.FakeTime();
    private readonly OctetBudget _budget;

    public OctetBudgetTests() => _budget = new OctetBudget(128 * Mebi, _time);

    private BodyCharge Enter(int? announced) => _budget.TryEnter(announced) ?? throw new InvalidOperationException("No room.");

    [Fact]
    public void The_slowest_larger_body_is_refused_first()
    {
        using var slow = Enter(40 * Mebi);
        Assert.True(slow.Take(20 * Mebi));
        _time.Advance(TimeSpan.FromMinutes(10));
        using var fast = Enter(40 * Mebi);
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.True(fast.Take(40 * Mebi));
        Assert.False(slow.Evicted.IsCancellationRequested);
        using var third = Enter(null);
        Assert.True(third.Take(6 * Mebi));
        Assert.True(slow.Evicted.IsCancellationRequested);
        Assert.False(slow.Take(1));
        Assert.False(fast.Evicted.IsCancellationRequested);
        Assert.Equal(46 * Mebi, _budget.Used);
    }

    [Fact]
    public void Larger_bodies_never_take_the_half_of_small_ones()
    {
        using var giant = Enter(64 * Mebi);
        Assert.True(giant.Take(64 * Mebi));
        Assert.Null(_budget.TryEnter(6 * Mebi));
        var small = Enumerable.Range(0, 12).Select(_ => Enter(5 * Mebi)).ToArray();
        Assert.All(small, charge => Assert.True(charge.Take(5 * Mebi)));
        Assert.False(giant.Evicted.IsCancellationRequested);
        foreach (var charge in small) charge.Dispose();
        Assert.Equal(64 * Mebi, _budget.Used);
    }

    [Fact]
    public void When_all_is_spent_a_small_body_hears_busy_and_leaves_nothing_charged()
    {
        var small = Enumerable.Range(0, 25).Select(_ => Enter(5 * Mebi)).ToArray();
        Assert.All(small, charge => Assert.True(charge.Take(5 * Mebi)));
        Assert.Null(_budget.TryEnter(4 * Mebi));
        using (var last = Enter(null)) Assert.False(last.Take(4 * Mebi));
        foreach (var charge in small) charge.Dispose();
        Assert.Equal(0, _budget.Used);
    }
}
