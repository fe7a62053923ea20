using System.Net.Http.Json;
using SecureDrop.Formats.Control;
using SecureDrop.Gateway.Start;

namespace SecureDrop.Gateway.Tests;

/// <summary>One day of flood does not fill the disk before the operator looks, and its last quarter is for those who work for it.</summary>
public sealed class DailyQuotaTests
{
    private static readonly Limits Ten = new() { DailyOctets = 100_000, LeastPuzzleBits = 4, MostPuzzleBits = 4 };

    [Fact]
    public async Task When_the_day_is_full_everybody_is_told_and_tomorrow_is_another()
    {
        var time = TestGateway.FakeTime();
        await using var gateway = await StartAsync(Ten, time);
        for (var i = 0; i < 7; i++) Assert.Equal(201, (await gateway.PostAsync(TestMessage.Sealed(10_000))).Status);
        // Of 100,000 octets 71,000 are taken: the next would be in the last quarter.
        Assert.Equal((429, "puzzle_required"), Of(await gateway.PostAsync(TestMessage.Sealed(10_000))));
        Assert.Equal(201, (await Puzzled.InsistAsync(gateway, TestMessage.Sealed(10_000))).Status);
        Assert.Equal(201, (await Puzzled.InsistAsync(gateway, TestMessage.Sealed(10_000))).Status);
        var full = await Puzzled.InsistAsync(gateway, TestMessage.Sealed(10_000));
        Assert.Equal((503, "day_full", "37"), (full.Status, full.Code, full.Headers["Retry-After"]));
        Assert.Equal("unknown", (await gateway.AskAsync("00000 00000 00000 00000 00000")).State);
        time.Advance(TimeSpan.FromDays(1));
        Assert.Equal(201, (await gateway.PostAsync(TestMessage.Sealed(10_000))).Status);
    }

    [Fact]
    public async Task One_puzzle_does_not_buy_a_giants_room()
    {
        await using var gateway = await StartAsync(Ten with { DailyOctets = 16_000_000 }, TestGateway.FakeTime());
        for (var i = 0; i < 2; i++) Assert.Equal(201, (await gateway.PostAsync(TestMessage.Sealed(4_500_000))).Status);
        Assert.Equal((503, "day_full"), Of(await gateway.PostAsync(TestMessage.Sealed(6_000_000))));
        Assert.Equal((503, "day_full"), Of(await Puzzled.InsistAsync(gateway, TestMessage.Sealed(6_000_000))));
        Assert.Equal(201, (await Puzzled.InsistAsync(gateway, TestMessage.Sealed(4_500_000))).Status); // the control
    }

    [Fact]
    public async Task A_body_whose_length_nobody_says_is_judged_at_its_end()
    {
        await using var gateway = await StartAsync(Ten, TestGateway.FakeTime());
        using var request = new HttpRequestMessage(HttpMethod.Post, "/submissions") { Content = new ByteArrayContent(TestMessage.Sealed(80_000)) };
        request.Content.Headers.ContentType = new("application/octet-stream");
        request.Headers.TransferEncodingChunked = true;
        Assert.Equal("day_full", (await gateway.SendAsync(request)).Code);
        Assert.Equal(0, (await StatusAsync(gateway)).StoredToday);
    }

    [Fact]
    public async Task A_restart_does_not_begin_the_day_anew_and_the_operator_sees_it()
    {
        var time = TestGateway.FakeTime();
        await using var gateway = await StartAsync(Ten, time);
        var message = TestMessage.Sealed(60_000);
        Assert.Equal(201, (await gateway.PostAsync(message)).Status);
        Assert.Equal(message.Length, (await StatusAsync(gateway)).StoredToday);
        await gateway.RestartAsync(settings => settings with { Limits = Ten, Time = time, KeyringFile = null });
        var status = await StatusAsync(gateway);
        Assert.Equal((message.Length, 100_000), (status.StoredToday, status.DailyOctets));
        Assert.Equal("puzzle_required", (await gateway.PostAsync(TestMessage.Sealed(20_000))).Code);
    }

    [Fact]
    public async Task Without_a_setting_it_is_a_quarter_of_what_is_free_when_the_day_begins()
    {
        var (free, time) = (400L << 20, TestGateway.FakeTime());
        await using var gateway = await TestGateway.StartAsync(settings => settings with
        {
            Time = time,
            TestOnlyVault = options => options with { BallastOctets = 1 << 20, TestOnlyFreeOctets = () => free },
        });
        Assert.Equal(100 << 20, (await StatusAsync(gateway)).DailyOctets);
        free = 200L << 20; // others fill the disk: today's share stays
        Assert.Equal(100 << 20, (await StatusAsync(gateway)).DailyOctets);
        free = 800L << 20; // the operator makes room
        Assert.Equal(200 << 20, (await StatusAsync(gateway)).DailyOctets);
        free = 200L << 20;
        time.Advance(TimeSpan.FromDays(1));
        Assert.Equal(50 << 20, (await StatusAsync(gateway)).DailyOctets);
    }

    private static (int, string?) Of(Reply reply) => (reply.Status, reply.Code);

    private static Task<TestGateway> StartAsync(Limits limits, TimeProvider time) =>
        TestGateway.StartAsync(settings => settings with { Limits = limits, Time = time });

    private static async Task<Status> StatusAsync(TestGateway gateway)
    {
        using var control = gateway.Control();
        return await control.GetFromJsonAsync("/status", ControlJson.Default.Status) ?? throw new InvalidOperationException("No status.");
    }
}
