namespace SecureDrop.Storage.Tests.Faults;

public sealed class FaultTests
{
    private const int InputOutput = 5;

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
}
