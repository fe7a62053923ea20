namespace SecureDrop.Storage.Tests.Faults;

public sealed class FaultTests
{
    private const int InputOutput = 5, NoSpace = 28;

    [Fact]
    public async Task A_full_disk_is_answered_before_anything_is_stored_and_passes_by_itself()
    {
        using var temp = new TempVault();
        var free = long.MaxValue;
        temp.Options = temp.Options with { TestOnlyFreeOctets = () => free };
        await using var vault = temp.Open();
        var message = TempVault.Message();
        await TempVault.Store(vault, message);
        free = 1 << 20;
        Assert.False(vault.HasRoomFor(1));
        var refused = await Assert.ThrowsAsync<VaultUnavailableException>(() => TempVault.Store(vault, TempVault.Message()));
        Assert.Equal(VaultTrouble.StorageFull, refused.Trouble);
        Assert.Equal(SubmissionState.Waiting, await TempVault.LookUp(vault, message));
        free = long.MaxValue;
        Assert.True((await TempVault.Store(vault, TempVault.Message())).New);
    }

    [Fact]
    public async Task After_a_failed_flush_nothing_is_answered_any_more()
    {
        using var temp = new TempVault();
        var broken = false;
        var flushes = 0;
        temp.Options = temp.Options with
        {
            TestOnlyStep = what =>
            {
                if (!broken || what.Action != FileAction.Flush) return null;
                flushes++;
                return new FileFault(0, new IOException("planned", InputOutput));
            },
        };
        await using var vault = temp.Open();
        await TempVault.Store(vault, TempVault.Message());
        broken = true;
        var failing = Enumerable.Range(0, 20).Select(_ => TempVault.Store(vault, TempVault.Message())).ToArray();
        foreach (var task in failing) Assert.Equal(VaultTrouble.StorageFailed, (await Assert.ThrowsAsync<VaultUnavailableException>(() => task)).Trouble);
        Assert.Equal(VaultTrouble.StorageFailed, await vault.Stopped);
        Assert.Equal(1, flushes); // never tried again
        await Assert.ThrowsAsync<VaultUnavailableException>(() => vault.StatusAsync());
    }

    [Fact]
    public async Task A_look_up_tells_nothing_that_is_not_durable_yet()
    {
        using var temp = new TempVault();
        using var open = new ManualResetEventSlim(true);
        temp.Options = temp.Options with
        {
            TestOnlyStep = what =>
            {
                if (what.Action == FileAction.Flush) open.Wait();
                return null;
            },
        };
        await using var vault = temp.Open();
        open.Reset();
        var message = TempVault.Message();
        var storing = TempVault.Store(vault, message);
        await Task.Delay(200); // the engine has committed it, and the disk takes its time
        var asking = TempVault.LookUp(vault, message);
        Assert.NotSame(asking, await Task.WhenAny(asking, Task.Delay(500)));
        open.Set();
        Assert.Equal((true, SubmissionState.Waiting), ((await storing).New, await asking));
    }

    [Fact]
    public async Task A_purge_needs_little_of_a_full_disk_and_gets_the_ballast()
    {
        using var temp = new TempVault();
        var full = false;
        var growth = 0L;
        temp.Options = temp.Options with
        {
            BlockOctets = 100_000,
            TestOnlyStep = what => full && what.Action == FileAction.Write && File.Exists(Ballast()) ? new FileFault(0, new IOException("planned", NoSpace)) : Count(what),
        };
        await using var vault = temp.Open();
        for (var item = 0; item < 12; item++) await TempVault.Store(vault, TempVault.Message(4 << 20));
        var plan = await TempVault.Export(vault);
        full = true;
        var first = await Assert.ThrowsAsync<VaultUnavailableException>(() => vault.PurgeForcedAsync([.. plan.Items.Select(item => item.Entry)], "no room"));
        Assert.Equal(VaultTrouble.StorageFull, first.Trouble);
        growth = 0;
        Assert.Equal(12, (await vault.PurgeForcedAsync([.. plan.Items.Select(item => item.Entry)], "no room")).Count);
        Assert.InRange(growth, 1, 24 << 20); // the log never held all of the 48 MiB

        string Ballast() => Path.Combine(temp.Options.Directory, "vault.ballast");
        FileFault? Count(FileStep what)
        {
            if (what is { File: "vault.log", Action: FileAction.Write }) growth = Math.Max(growth, what.Offset + what.Octets.Length);
            return null;
        }
    }
}
