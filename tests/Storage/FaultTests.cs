namespace SecureDrop.Storage.Tests;

public sealed class FaultTests
{
    private const int NoSpace = 28, InputOutput = 5;

    [Theory]
    [InlineData(NoSpace)]
    [InlineData(InputOutput)]
    public async Task A_failing_step_ends_in_a_true_answer_and_nothing_acknowledged_is_lost(int errno)
    {
        using var temp = new TempVault();
        await using (temp.Open()) { }
        var start = temp.Options;

        // Every step in the longer rounds, every seventh otherwise.
        for (var fail = errno % 3; ; fail += TempVault.Rounds > 1 ? 1 : 7)
        {
            temp.Options = start;
            var copy = temp.Copy($"failing-{fail}");
            var step = -1;
            var failed = false;
            temp.Options = copy with
            {
                CheckpointPages = 10,
                TestOnlyStep = what =>
                {
                    if (Interlocked.Increment(ref step) != fail) return null;
                    failed = true;
                    return new FileFault(what.Octets.Length / 3, new IOException("planned", errno));
                },
            };
            var acknowledged = new List<byte[]>();
            try
            {
                await using var vault = temp.Open();
                for (var number = 0; number < 4; number++)
                {
                    var message = TempVault.Message(9_000);
                    try
                    {
                        await TempVault.Store(vault, message).WaitAsync(TimeSpan.FromSeconds(20));
                        acknowledged.Add(message);
                    }
                    catch (VaultUnavailableException trouble) when (errno == NoSpace)
                    {
                        Assert.Equal(VaultTrouble.StorageFull, trouble.Trouble);
                        Assert.False(vault.Stopped.IsCompleted); // there is space again: it goes on by itself
                    }
                    catch (VaultUnavailableException trouble)
                    {
                        Assert.Equal(VaultTrouble.StorageFailed, trouble.Trouble);
                        Assert.Equal(VaultTrouble.StorageFailed, await vault.Stopped.WaitAsync(TimeSpan.FromSeconds(20)));
                    }
                }

                if (errno == NoSpace && failed) Assert.True(acknowledged.Count >= 3);
            }
            catch (VaultUnavailableException trouble)
            {
                Assert.Contains(trouble.Trouble, new[] { VaultTrouble.StorageFull, VaultTrouble.StorageFailed });
            }

            temp.Options = temp.Options with { TestOnlyStep = null };
            await using var again = temp.Open();
            foreach (var message in acknowledged) Assert.Equal(SubmissionState.Waiting, await TempVault.LookUp(again, message));
            var plan = await TempVault.Export(again);
            Assert.True(plan.Items.Count >= acknowledged.Count);
            if (failed) continue;
            Assert.True(fail > 15, $"only {fail} steps");
            return;
        }
    }

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
