using SecureDrop.Gateway.Start;

namespace SecureDrop.Gateway.Tests;

/// <summary>REFUSALS.md rows 28 and 32: what a gateway does when too much comes at once, or nothing comes at all.</summary>
public sealed class PressureTests
{
    private const int Mebi = 1 << 20;

    [Fact] // row 28
    public async Task A_sender_who_stalls_is_refused_after_the_grace()
    {
        var time = TestGateway.FakeTime();
        await using var gateway = await TestGateway.StartAsync(settings => settings with { Time = time });
        using var raw = gateway.Raw();
        await raw.SendHeadAsync("Content-Length: 5000\r\n");
        await raw.SendAsync(TestMessage.Sealed()[..1000]);
        var reply = await AdvanceUntilAnsweredAsync(time, raw);
        Assert.Equal((408, "too_slow"), (reply?.Status, reply?.Code));
    }

    [Fact] // row 28, control: who goes on within the grace is waited for
    public async Task A_slow_sender_is_waited_for()
    {
        var time = TestGateway.FakeTime();
        await using var gateway = await TestGateway.StartAsync(settings => settings with { Time = time });
        using var raw = gateway.Raw();
        var message = TestMessage.Sealed(8000);
        await raw.SendHeadAsync($"Content-Length: {message.Length}\r\n");
        for (var sent = 0; sent < message.Length; sent += 1000)
        {
            var end = Math.Min(sent + 1000, message.Length);
            await raw.SendAsync(message[sent..end]);
            if (end == message.Length) break;
            while (gateway.Running.Budget.Used < end) await Task.Delay(5); // read by now
            time.Advance(TimeSpan.FromSeconds(20));
        }

        Assert.Equal(201, (await raw.ReadAsync())?.Status);
    }

    [Fact] // row 28
    public async Task While_two_hundred_stall_another_is_served()
    {
        await using var gateway = await TestGateway.StartAsync();
        var stalled = Enumerable.Range(0, 200).Select(_ => gateway.Raw()).ToArray();
        foreach (var raw in stalled)
        {
            await raw.SendHeadAsync("Content-Length: 5000000\r\n");
            await raw.SendAsync(TestMessage.Pkesk(TestKeyring.Live));
        }

        Assert.Equal(201, (await gateway.PostAsync(TestMessage.Sealed(4 * Mebi))).Status);
        foreach (var raw in stalled) raw.Dispose();
    }

    [Fact] // row 28
    public async Task While_two_hundred_stall_in_their_headers_another_is_served()
    {
        await using var gateway = await TestGateway.StartAsync();
        var stalled = Enumerable.Range(0, 200).Select(_ => gateway.Raw()).ToArray();
        foreach (var raw in stalled) await raw.SendAsync("GET / HTTP/1.1\r\nX-Slow: "u8.ToArray());
        Assert.Equal(201, (await gateway.PostAsync(TestMessage.Sealed(4 * Mebi))).Status);
        foreach (var raw in stalled) raw.Dispose();
    }

    [Fact] // row 28
    public async Task When_five_giants_stop_half_way_small_bodies_keep_their_half()
    {
        await using var gateway = await TestGateway.StartAsync();
        var giant = TestMessage.Sealed(64 * Mebi - 1000);
        var giants = Enumerable.Range(0, 5).Select(_ => gateway.Raw()).ToArray();
        var halves = giants.Select(async raw =>
        {
            await raw.SendHeadAsync($"Content-Length: {giant.Length}\r\n");
            try
            {
                await raw.SendAsync(giant[..(giant.Length / 2)]);
            }
            catch (IOException)
            {
                // Turned away while still sending.
            }
        }).ToArray();
        await Task.WhenAll(halves);
        Assert.Equal(201, (await gateway.PostAsync(TestMessage.Sealed(4 * Mebi))).Status);

        var answered = giants.Where(raw => raw.HasAnswer).ToArray();
        Assert.NotEmpty(answered);
        foreach (var raw in answered)
        {
            var reply = await raw.ReadAsync();
            Assert.Equal((503, "busy", "37"), (reply?.Status, reply?.Code, reply?.Headers["Retry-After"]));
        }

        foreach (var raw in giants) raw.Dispose();
    }

    [Fact] // row 32
    public async Task A_body_that_cannot_fit_is_refused_at_once()
    {
        await using var gateway = await StartAsync(new Limits { BudgetOctets = 12 * Mebi });
        using var raw = gateway.Raw();
        await raw.SendHeadAsync($"Content-Length: {7 * Mebi}\r\n");
        var reply = await raw.ReadAsync();
        Assert.Equal((503, "busy"), (reply?.Status, reply?.Code));
        Assert.Equal(201, (await gateway.PostAsync(TestMessage.Sealed(5 * Mebi))).Status);
    }

    [Fact] // row 32
    public async Task Above_the_bucket_everybody_is_told_to_come_back()
    {
        var time = TestGateway.FakeTime();
        await using var gateway = await StartAsync(new Limits { Burst = 2, RequestsPerSecond = 1, PuzzleBurst = 0, PuzzlesPerSecond = 0 }, time);
        Assert.Equal(201, (await gateway.PostAsync(TestMessage.Sealed())).Status);
        Assert.Equal(201, (await gateway.PostAsync(TestMessage.Sealed())).Status);
        var reply = await gateway.PostAsync(TestMessage.Sealed());
        Assert.Equal((429, "rate_limited", "37"), (reply.Status, reply.Code, reply.Headers["Retry-After"]));
        time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(201, (await gateway.PostAsync(TestMessage.Sealed())).Status);
    }

    [Fact] // row 32
    public async Task A_closed_intake_refuses_and_still_answers_for_receipts()
    {
        await using var gateway = await TestGateway.StartAsync(settings => settings with { Open = false });
        var reply = await gateway.PostAsync(TestMessage.Sealed());
        Assert.Equal((503, "intake_closed", "37"), (reply.Status, reply.Code, reply.Headers["Retry-After"]));
        Assert.Equal("unknown", (await gateway.AskAsync("00000 00000 00000 00000 00000")).State);
    }

    private static Task<TestGateway> StartAsync(Limits limits, TimeProvider? time = null) =>
        TestGateway.StartAsync(settings => settings with { Limits = limits, Time = time ?? TimeProvider.System });

    private static async Task<Reply?> AdvanceUntilAnsweredAsync(Microsoft.Extensions.Time.Testing.FakeTimeProvider time, RawConnection raw)
    {
        for (var tries = 0; tries < 100 && !raw.HasAnswer; tries++)
        {
            await Task.Delay(50);
            time.Advance(TimeSpan.FromSeconds(31));
        }

        return await raw.ReadAsync();
    }
}
