namespace SecureDrop.Claims;

/// <summary>SECURITY.md: a receipt is a promise that survives the process being killed at once after it.</summary>
public sealed class ReceiptSurvivesKillTests : IDisposable
{
    private readonly World _world = new();

    public void Dispose() => _world.Dispose();

    [Fact]
    public async Task A_source_finds_her_testimony_after_the_gateway_was_killed()
    {
        byte[][] parts = [.. Enumerable.Range(0, 4).Select(number => File.ReadAllBytes(_world.Seal($"n{number}", $"testimony {number}")[0]))];
        _world.StartGateway();
        var receipts = new List<string>();
        foreach (var part in parts[..3])
        {
            var (status, receipt) = await _world.PostAsync(part);
            Assert.Equal(201, status);
            receipts.Add(receipt);
        }

        _world.KillGateway();
        _world.StartGateway();
        foreach (var receipt in receipts) Assert.Equal("waiting", await _world.StateAsync(receipt));
        foreach (var part in parts[..3]) Assert.Equal(200, (await _world.PostAsync(part)).Status);
        // Control: what was never acknowledged is not claimed to be there.
        Assert.Equal(201, (await _world.PostAsync(parts[3])).Status);
    }
}
