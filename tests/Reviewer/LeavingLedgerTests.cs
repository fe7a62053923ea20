using SecureDrop.Formats.Bags;
using SecureDrop.Reviewer.Home;

namespace SecureDrop.Reviewer.Tests;

/// <summary>A ledger is left behind for another, and the run is cut short on the way: until the other is in its place, nothing of the old one is lost.</summary>
public sealed class LeavingLedgerTests : IDisposable
{
    private readonly Machine _machine = new();
    private readonly Gateway _gateway = new();

    public LeavingLedgerTests()
    {
        _gateway.Store(Testimonies.Seal(1, "before")[0]);
        _gateway.Store(Crafted.Message(Crafted.Literal([4]), new(FlipAt: 3)));
        Assert.Equal(0, _machine.Open(_gateway.Export()).ExitCode);
    }

    public void Dispose() => _machine.Dispose();

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public void Cut_short_before_the_next_ledger_is_there_the_old_one_goes_on_with_all_that_was_opened(bool isMoved, bool isOpened)
    {
        var before = Of(_machine.Home);
        Cut(home =>
        {
            Ledgers.LeaveBehind(home, Ledgers.Read(home) ?? throw new InvalidDataException("It has none."));
            if (!isMoved) File.Move(Path.Combine(home.LeavingLedger, "state.json"), home.State);
            if (!isOpened) return;
            HomeFolder.MakeFolder(home.Failed);
            File.WriteAllText(Path.Combine(home.Failed, EntryName.Of(1)), "of the other ledger");
            MachineState.Empty.Write(home);
        });

        _gateway.Store(Testimonies.Seal(2, "after")[0]);
        var opened = _machine.Open(_gateway.Export());
        var told = _machine.Run("acknowledge", "--to", Directory.CreateDirectory(_machine.Path("out")).FullName, "--passphrase-file", _machine.Path("passphrase"));

        Assert.True(opened.ExitCode == 0, opened.All);
        Assert.Contains("2 opened, 0 incomplete, 1 failed", told.Output, StringComparison.Ordinal);
        Assert.Equal(before.Where(file => file.Key.StartsWith("failed", StringComparison.Ordinal)), Of(_machine.Home).Where(file => file.Key.StartsWith("failed", StringComparison.Ordinal)));
        Assert.Empty(Directory.GetDirectories(Path.Combine(_machine.Home, "former-ledgers")));
    }

    [Fact]
    public void Cut_short_once_the_next_ledger_is_there_the_old_one_is_kept_under_its_own_name()
    {
        var (before, other) = (Of(_machine.Home), new Gateway(9));
        other.Store(Testimonies.Seal(3, "new")[0]);
        Assert.Equal(0, _machine.Open(other.Export(), "--new-ledger", $"{other.Id}").ExitCode);
        var former = Directory.GetDirectories(Path.Combine(_machine.Home, "former-ledgers")).Single();
        Directory.Move(former, Path.Combine(_machine.Home, "former-ledgers", "leaving"));

        Cut(_ => { });

        Assert.Equal(former, Directory.GetDirectories(Path.Combine(_machine.Home, "former-ledgers")).Single());
        Assert.StartsWith($"{_gateway.Id}-", Path.GetFileName(former), StringComparison.Ordinal);
        Assert.Equal(before, Of(former));
        Assert.Contains("1 opened", _machine.Run("acknowledge", "--to", Directory.CreateDirectory(_machine.Path("out")).FullName, "--passphrase-file", _machine.Path("passphrase")).Output, StringComparison.Ordinal);
    }

    private void Cut(Action<HomeFolder> act)
    {
        using var home = HomeFolder.Hold(_machine.Home) ?? throw new InvalidOperationException("Another run holds it.");
        act(home);
    }

    /// <summary>Ledger, state and what has failed, as one folder holds them.</summary>
    private static SortedDictionary<string, string> Of(string folder) => new(
        Directory.GetFiles(folder, "*", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(folder, path))
            .Where(name => name is "ledger.txt" or "state.json" || name.StartsWith("failed" + Path.DirectorySeparatorChar, StringComparison.Ordinal))
            .ToDictionary(name => name, name => Convert.ToHexString(File.ReadAllBytes(Path.Combine(folder, name)))), StringComparer.Ordinal);
}
