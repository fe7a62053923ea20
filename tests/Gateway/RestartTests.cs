using System.Net;

namespace SecureDrop.Gateway.Tests;

/// <summary>What a gateway knows after it was stopped and started again; REFUSALS.md row 43.</summary>
public sealed class RestartTests
{
    [Fact]
    public async Task A_gateway_that_was_restarted_knows_its_keyring_and_its_receipts()
    {
        await using var gateway = await TestGateway.StartAsync();
        var message = TestMessage.Sealed();
        var first = await gateway.PostAsync(message);
        await gateway.RestartAsync(settings => settings);
        Assert.Equal("waiting", (await gateway.AskAsync(first.Receipt ?? "")).State);
        var again = await gateway.PostAsync(message);
        Assert.Equal((200, first.Receipt), (again.Status, again.Receipt));
    }

    [Fact] // row 43
    public async Task A_clock_that_jumped_closes_the_door_until_the_operator_says_that_it_is_right()
    {
        await using var gateway = await TestGateway.StartAsync(
            settings => settings with { Time = TestGateway.FakeTime() }, TestKeyring.Frame(TestGateway.Today, validDays: 4000));
        await gateway.RestartAsync(settings => settings with { Time = TestGateway.FakeTime(TestGateway.Today.AddDays(365)) });
        Assert.Equal("intake_closed", (await gateway.PostAsync(TestMessage.Sealed())).Code);
        using var control = gateway.Control();
        Assert.Contains("\"clock\"", await control.GetStringAsync("/status"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await control.PostAsync("/clock", null)).StatusCode);
        Assert.Equal(201, (await gateway.PostAsync(TestMessage.Sealed())).Status);
    }

    [Fact] // row 43
    public async Task A_clock_that_jumps_under_a_running_gateway_closes_the_door_at_once()
    {
        var time = new WallClock();
        await using var gateway = await TestGateway.StartAsync(settings => settings with { Time = time }, TestKeyring.Frame(TestGateway.Today, validDays: 4000));
        foreach (var days in new[] { 3650, -3650 })
        {
            time.Ahead = TimeSpan.FromDays(days);
            Assert.Equal("intake_closed", (await gateway.PostAsync(TestMessage.Sealed())).Code);
        }

        time.Ahead = TimeSpan.FromDays(1);
        Assert.Equal(201, (await gateway.PostAsync(TestMessage.Sealed())).Status);
    }

    [Fact]
    public async Task A_lockdown_that_was_begun_closes_the_door_at_once_and_at_the_next_start()
    {
        await using var gateway = await TestGateway.StartAsync();
        using var control = gateway.Control();
        Assert.Equal(201, (await gateway.PostAsync(TestMessage.Sealed())).Status);
        await File.WriteAllBytesAsync(Path.Combine(gateway.Data, "lockdown"), []);
        Assert.Equal("intake_closed", (await gateway.PostAsync(TestMessage.Sealed())).Code);
        Assert.Contains("\"intake\":\"lockdown\"", await control.GetStringAsync("/status"), StringComparison.Ordinal);
        await gateway.RestartAsync(settings => settings);
        Assert.Equal("intake_closed", (await gateway.PostAsync(TestMessage.Sealed())).Code);
        Assert.Contains("lockdown is there, so intake is closed", gateway.Log, StringComparison.Ordinal);
    }

    [Fact] // row 43, control: a clock set right opens the door by itself
    public async Task A_clock_set_right_opens_the_door()
    {
        await using var gateway = await TestGateway.StartAsync(settings => settings with { Time = TestGateway.FakeTime() });
        await gateway.RestartAsync(settings => settings with { Time = TestGateway.FakeTime(TestGateway.Today.AddDays(-3650)) });
        Assert.Equal("intake_closed", (await gateway.PostAsync(TestMessage.Sealed())).Code);
        await gateway.RestartAsync(settings => settings with { Time = TestGateway.FakeTime(TestGateway.Today.AddDays(1)) });
        Assert.Equal(201, (await gateway.PostAsync(TestMessage.Sealed())).Status);
    }

    /// <summary>A wall clock that is set, beside a monotonic clock that runs on.</summary>
    private sealed class WallClock : TimeProvider
    {
        public TimeSpan Ahead { get; set; }

        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Ahead;
    }
}
