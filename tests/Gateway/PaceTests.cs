using SecureDrop.Gateway.Arrivals;

namespace SecureDrop.Gateway.Tests;

/// <summary>REFUSALS.md row 28, without a network: whom the gateway waits for.</summary>
public sealed class PaceTests
{
    private readonly Microsoft.Extensions.Time.Testing.FakeTimeProvider _time = TestGateway.FakeTime();
    private readonly Pace _pace;

    public PaceTests() => _pace = new Pace(TimeSpan.FromSeconds(30), 32, _time);

    [Fact]
    public void A_sender_who_hurried_first_may_not_trickle_for_hours()
    {
        _pace.Note(5 << 20);
        Trickle(octets: 1);
        _time.Advance(TimeSpan.FromSeconds(20));
        Assert.Equal(TimeSpan.Zero, _pace.Left());
    }

    [Fact] // the control
    public void A_sender_at_the_least_rate_is_waited_for_to_the_end_of_a_part()
    {
        for (var sent = 0; sent < 16 << 10; sent += 640)
        {
            Assert.NotEqual(TimeSpan.Zero, _pace.Left());
            Trickle(octets: 640);
        }
    }

    private void Trickle(int octets)
    {
        _time.Advance(TimeSpan.FromSeconds(20));
        _pace.Note(octets);
    }
}
