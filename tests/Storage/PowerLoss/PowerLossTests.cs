using Xunit.Abstractions;

namespace SecureDrop.Storage.Tests.PowerLoss;

/// <summary>REFUSALS.md row 36. SECUREDROP_ROUNDS multiplies the states, by six at most; SECUREDROP_POWER_LOSSES=1000000 sets their number, and another number looks at other states.</summary>
public sealed class PowerLossTests(ITestOutputHelper output)
{
    private const int Seed = 20264123;

    private static int States =>
        int.TryParse(Environment.GetEnvironmentVariable("SECUREDROP_POWER_LOSSES"), out var states) ? states : 10_000 * Math.Min(TempVault.Rounds, 6);

    [Fact]
    public async Task No_power_loss_takes_what_was_acknowledged()
    {
        var violation = await Explorer.FindAsync(TestOnlyWeakness.None, States, Seed + States);
        Assert.True(violation is null, violation); // told whole
    }

    /// <summary>
    /// The controls. Every answered commit is flushed before a checkpoint can follow it; only a purge leaves its flush to its checkpoint,
    /// so that is where a missing log-before-data is met.
    /// </summary>
    [Theory]
    [InlineData(TestOnlyWeakness.NoLogChecksum)]
    [InlineData(TestOnlyWeakness.NoLogBeforeData)]
    [InlineData(TestOnlyWeakness.NoFlushBeforeAnswer)]
    [InlineData(TestOnlyWeakness.NoNextGeneration)]
    [InlineData(TestOnlyWeakness.NoFlushOfGeneration)]
    public async Task With_one_guarantee_less_a_power_loss_is_noticed(TestOnlyWeakness weakness)
    {
        var violation = await Explorer.FindAsync(weakness, 5_000, Seed);
        output.WriteLine($"{weakness}: {violation}");
        Assert.NotNull(violation);
    }
}
