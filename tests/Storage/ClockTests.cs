namespace SecureDrop.Storage.Tests;

public sealed class ClockTests
{
    private static readonly DateOnly Day = DateOnly.FromDateTime(TempVault.Start.UtcDateTime);

    [Fact]
    public async Task Ledger_days_never_run_backwards()
    {
        using var temp = new TempVault();
        await using (var vault = temp.Open()) await vault.InstallKeyringAsync([1], default);
        temp.Time.AdjustTime(TempVault.Start.AddDays(-10));
        await using var again = temp.Open();
        Assert.False(again.ClockSuspect);
        await again.InstallKeyringAsync([2], default);
        Assert.All((await TempVault.Export(again)).Ledger.Lines, line => Assert.Equal(Day, line.Day));
    }

    [Theory]
    [InlineData(3653)]
    [InlineData(-3653)]
    public async Task A_jump_of_ten_years_is_suspect_until_the_operator_confirms_it(int days)
    {
        using var temp = new TempVault();
        await using (var vault = temp.Open()) await vault.InstallKeyringAsync([1], default);
        temp.Time.AdjustTime(TempVault.Start.AddDays(days));
        await using (var vault = temp.Open())
        {
            Assert.True(vault.ClockSuspect);
            await vault.InstallKeyringAsync([2], default);
            Assert.All((await TempVault.Export(vault)).Ledger.Lines, line => Assert.Equal(Day, line.Day));
            await vault.ConfirmClockAsync();
            Assert.False(vault.ClockSuspect);
        }

        await using var again = temp.Open();
        Assert.False(again.ClockSuspect);
        var (plan, _) = await again.BeginExportAsync(null);
        Assert.Equal(days > 0 ? Day.AddDays(days) : Day, plan?.Day);
    }

    [Fact]
    public async Task A_clock_set_right_again_is_believed_again()
    {
        using var temp = new TempVault();
        var wall = new WallClock { Now = TempVault.Start };
        temp.Options = temp.Options with { Time = wall };
        await using (temp.Open()) { }
        wall.Now = TempVault.Start.AddDays(3653);
        await using var vault = temp.Open();
        Assert.True(vault.ClockSuspect);
        wall.Now = TempVault.Start.AddDays(1);
        Assert.False(vault.ClockSuspect);
        wall.Now = TempVault.Start.AddDays(-40);
        Assert.True(vault.ClockSuspect);
    }

    [Fact]
    public async Task A_month_without_a_restart_is_no_jump()
    {
        using var temp = new TempVault();
        await using (var vault = temp.Open())
        {
            foreach (var _ in Enumerable.Range(0, 6))
            {
                temp.Time.Advance(TimeSpan.FromDays(10));
                await TempVault.Store(vault, TempVault.Message());
                Assert.False(vault.ClockSuspect);
            }
        }

        await using var again = temp.Open();
        Assert.False(again.ClockSuspect);
    }

    /// <summary>A wall clock that is set, beside a monotonic clock that runs on.</summary>
    private sealed class WallClock : TimeProvider
    {
        public required DateTimeOffset Now { get; set; }

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
