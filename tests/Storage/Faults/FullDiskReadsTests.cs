namespace SecureDrop.Storage.Tests.Faults;

/// <summary>REFUSALS.md row 34: on a full disk what is held can still be read, whatever the vault would write of its own accord.</summary>
public sealed class FullDiskReadsTests
{
    private const int NoSpace = 28;

    [Theory]
    [InlineData(0)] // it has nothing to write
    [InlineData(1)] // the day
    [InlineData(61)] // a new key and the day
    public async Task On_a_full_disk_a_receipt_is_answered_on_whatever_day(int days)
    {
        using var temp = new TempVault();
        var (full, message) = (false, TempVault.Message());
        temp.Options = temp.Options with
        {
            TestOnlyFreeOctets = () => full ? 0 : long.MaxValue,
            TestOnlyStep = what => full && what.Action == FileAction.Write && Grows(what) && File.Exists(Path.Combine(temp.Options.Directory, "vault.ballast"))
                ? new FileFault(0, new IOException("planned", NoSpace)) : null,
        };
        int entry;
        await using (var before = temp.Open())
        {
            await TempVault.Store(before, message);
            entry = (await TempVault.Export(before)).Items[0].Entry;
        }

        await using var vault = temp.Open(); // its log is empty: to open it again takes no room, and gives none back
        full = true;
        temp.Time.Advance(TimeSpan.FromDays(days));
        for (var time = 0; time < 2; time++)
        {
            Assert.Equal(SubmissionState.TakenOut, await TempVault.LookUp(vault, message));
            Assert.Equal(1, (await vault.StatusAsync()).TakenOut);
            Assert.Equal(message, (await vault.ReadAsync(entry)).Octets);
        }

        // The control: the disk was full indeed. The operator's second try has the ballast.
        Assert.Equal(VaultTrouble.StorageFull, (await Assert.ThrowsAsync<VaultUnavailableException>(vault.ConfirmClockAsync)).Trouble);
        await vault.ConfirmClockAsync();
        full = false;
        Assert.True((await TempVault.Store(vault, TempVault.Message())).New);

        bool Grows(FileStep what) => what.Offset + what.Octets.Length > new FileInfo(Path.Combine(temp.Options.Directory, what.File)).Length;
    }
}
