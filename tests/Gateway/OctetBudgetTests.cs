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

    [Fact] // to evict it would free the count alone: its octets lie in the memory until they are stored
    public void A_larger_body_that_is_whole_and_waits_for_the_vault_is_not_the_slowest()
    {
        var whole = Enumerable.Range(0, 3).Select(_ => Enter(20 * Mebi)).ToArray();
        Assert.All(whole, charge => Assert.True(charge.Take(20 * Mebi) && charge.Pin()));
        _time.Advance(TimeSpan.FromMinutes(1));
        using var late = Enter(null);
        Assert.False(late.Take(10 * Mebi));
        Assert.All(whole, charge => Assert.False(charge.Evicted.IsCancellationRequested));
        Assert.Equal(70 * Mebi, _budget.Used);
    }

    [Fact]
    public void Small_bodies_that_are_whole_and_wait_for_the_vault_are_not_stuck()
    {
        var whole = Enumerable.Range(0, 32).Select(_ => Enter(4 * Mebi)).ToArray();
        Assert.All(whole, charge => Assert.True(charge.Take(4 * Mebi) && charge.Pin()));
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.Null(_budget.TryEnter(null));
        Assert.Equal(128 * Mebi, _budget.Used);
    }

    [Fact]
    public void A_body_that_was_evicted_is_not_taken_for_whole()
    {
        using var slow = Enter(null);
        Assert.True(slow.Take(60 * Mebi));
        _time.Advance(TimeSpan.FromMinutes(1));
        using var fast = Enter(null);
        Assert.True(fast.Take(10 * Mebi));
        Assert.False(slow.Pin());
        Assert.True(fast.Pin());
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

    [Fact] // fifty of them at once would fill both halves with their beginnings
    public void A_body_that_announces_more_is_a_larger_one_from_its_first_octet()
    {
        var giants = Enumerable.Range(0, 50).Select(_ => Enter(64 * Mebi)).ToArray();
        foreach (var charge in giants)
        {
            if (!Enumerable.Repeat(charge, 32).All(one => one.Take(64 << 10))) charge.Dispose();
        }

        Assert.InRange(_budget.Used, 60 * Mebi, 64 * Mebi);
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

    [Fact] // 26 bodies of nearly 5 MiB that then trickle
    public void Small_bodies_that_hold_much_and_bring_nothing_make_room_for_an_honest_one()
    {
        var hoards = Enumerable.Range(0, 26).Select(_ => Enter(null)).ToArray();
        Assert.All(hoards.Take(25), charge => Assert.True(charge.Take(5 * Mebi - 1000)));
        Assert.True(hoards[25].Take(1790 << 10));
        using var slow = Enter(null);
        Assert.True(slow.Take(16 << 10));
        using var brisk = Enter(null);
        foreach (var _ in Enumerable.Range(0, 60))
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            Assert.True(slow.Take(32));
            Assert.True(brisk.Take(21 << 10));
            foreach (var charge in hoards) charge.Take(1);
        }

        using var honest = Enter(54_000);
        Assert.True(honest.Take(54_000));
        using var part = Enter(4 * Mebi);
        Assert.True(part.Take(4 * Mebi));
        Assert.InRange(hoards.Count(charge => charge.Evicted.IsCancellationRequested), 1, 2);
        Assert.All([slow, brisk, honest, part], charge => Assert.False(charge.Evicted.IsCancellationRequested));
    }

    [Fact] // the control: a crowd of honest senders does not push each other out half-way
    public void Small_bodies_on_their_way_are_not_evicted_by_newcomers()
    {
        var honest = Enumerable.Range(0, 34).Select(_ => Enter(4 * Mebi)).ToArray();
        foreach (var _ in Enumerable.Range(0, 60))
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            Assert.All(honest, charge => Assert.True(charge.Take(64 << 10)));
        }

        using var late = Enter(null);
        Assert.False(late.Take(Mebi));
        Assert.All(honest, charge => Assert.False(charge.Evicted.IsCancellationRequested));
    }
}
