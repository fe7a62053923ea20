using SecureDrop.Formats.Texts;
using SecureDrop.Tests;

namespace SecureDrop.Reviewer.Tests.Keys;

/// <summary>A year of monthly rotations: each month's messages open, the old are destroyed, and a machine that missed three keyrings catches up.</summary>
public sealed class YearTests : IDisposable
{
    private readonly Keeper _keeper = new();
    private readonly Machine _second = new(Organisation.Reviewer2.Value);

    public void Dispose()
    {
        _keeper.Dispose();
        _second.Dispose();
    }

    [LongFact]
    [Trait("Runs", "long")]
    public void Every_item_of_a_year_is_opened_or_refused_for_the_right_reason()
    {
        var sealedIn = new List<byte[]> { _keeper.Sealed(0) };
        var gateway = new Gateway();
        for (var month = 0; month < 12; month++)
        {
            var day = new DateOnly(2026, 12, 1).AddMonths(month);
            _keeper.GoTo(day.Year, day.Month, 3);
            var rotated = _keeper.Change("rotate", "--grace", "60", "--old-grace", "60");
            Assert.True(rotated.ExitCode == 0, rotated.All);
            _keeper.Hasten();
            sealedIn.Add(_keeper.Sealed((byte)(month + 1)));
            // The courier is a month late.
            Assert.Equal("opened", _keeper.Open(gateway, sealedIn[month]));
        }
        Assert.Equal(13, _keeper.Lines().Count);

        var destroyed = _keeper.Change("destroy");

        Assert.True(destroyed.ExitCode == 0, destroyed.All);
        // In force until 2 September 2027, accepted sixty days more: the day of the destruction is 3 November.
        Assert.Equal(10, _keeper.Lines().Count(line => line.Status == KeyringStatus.Destroyed));
        var fresh = new Gateway(id: 8);
        fresh.Store([.. sealedIn]);
        var desk = new Machine.Answer(0, "", "");
        using (var beside = Beside(_keeper)) desk = beside.Open(fresh.Export());
        Assert.Contains("3 entries opened, 10 failed", desk.Output, StringComparison.Ordinal);
        Assert.Equal(10, desk.Output.Split("secret-key-destroyed").Length - 1);

        // Epochs 2 to 4 and all others but the last were never seen here.
        _second.Time = _keeper.Machine.Time;
        Assert.Equal(0, _second.Run("init", "--keyring", _keeper.Out).ExitCode);
        Assert.Equal(1, _second.Run("init", "--keyring", Organisation.KeyringFile).ExitCode);
        fresh = new Gateway(id: 9);
        fresh.Store([.. sealedIn]);
        Assert.Contains("13 entries opened, 0 failed", _second.Open(fresh.Export()).Output, StringComparison.Ordinal);
    }

    /// <summary>A second home with the same keys and keyring, for a ledger of its own.</summary>
    private static Machine Beside(Keeper keeper)
    {
        var beside = new Machine(File.ReadAllText(keeper.SecretKey), isSetUp: false) { Time = keeper.Machine.Time };
        Assert.Equal(0, beside.Run("init", "--secret-key", beside.Path("secret.asc"), "--keyring", keeper.Out, "--root", $"{Organisation.Root}").ExitCode);
        return beside;
    }
}
