namespace SecureDrop.Gateway.Tests;

/// <summary>REFUSALS.md rows 12 and 15: what an attacker's counts and length fields may cost. Counted over the whole process, server and sender.</summary>
[Collection(nameof(Alone))]
public sealed class MemoryTests
{
    [Theory]
    [InlineData("17 recipients", 2_000_000, "too_many_recipients")] // row 12
    [InlineData("200,000 recipients", 2_000_000, "too_many_recipients")] // row 12
    [InlineData("a length of 4 GB", 1_000_000, "malformed_openpgp")] // row 15
    public async Task A_hostile_count_or_length_costs_little_memory(string what, long most, string code)
    {
        await using var gateway = await TestGateway.StartAsync();
        await gateway.PostAsync(TestMessage.Sealed()); // everything is compiled and pooled by now
        await gateway.PostAsync("warm"u8.ToArray());
        var body = Make(what);
        using var raw = gateway.Raw();
        var before = GC.GetTotalAllocatedBytes(precise: true);
        await raw.SendHeadAsync($"Content-Length: {body.Length}\r\n");
        await raw.SendAsync(body);
        var reply = await raw.ReadAsync();
        var allocated = GC.GetTotalAllocatedBytes(precise: true) - before;
        Assert.Equal((422, code), (reply?.Status, reply?.Code));
        Assert.InRange(allocated, 0, most);
    }

    [Fact] // the control: what is taken is kept in memory, and the count sees it
    public async Task A_good_message_of_four_mebibytes_does_cost_memory()
    {
        await using var gateway = await TestGateway.StartAsync();
        var body = TestMessage.Sealed(4 << 20);
        var before = GC.GetTotalAllocatedBytes(precise: true);
        Assert.Equal(201, (await gateway.PostAsync(body)).Status);
        Assert.True(GC.GetTotalAllocatedBytes(precise: true) - before > 4 << 20);
    }

    private static byte[] Make(string what)
    {
        // 17 different recipients: the keyring knows five that are accepted, so the rest are the first again.
        var pkesk = TestMessage.Pkesk(TestKeyring.Live);
        return what switch
        {
            "17 recipients" => [.. Enumerable.Repeat(pkesk, 17).SelectMany(packet => packet), .. TestMessage.Seipd(TestMessage.Noise(1000))],
            "200,000 recipients" => [.. Enumerable.Repeat(pkesk, 200_000).SelectMany(packet => packet)],
            _ => [.. pkesk, .. TestMessage.Packet(18, [1, .. TestMessage.Noise(1000)], uint.MaxValue)],
        };
    }
}
