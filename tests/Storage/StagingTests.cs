using SecureDrop.Storage.Engine;
using SecureDrop.Storage.Files;

namespace SecureDrop.Storage.Tests;

/// <summary>A large message comes in several transactions: whatever cuts it short, it is there whole or nothing of it is.</summary>
public sealed class StagingTests
{
    private const int Block = 3_000;

    [Fact]
    public async Task Cut_short_after_any_flush_it_leaves_no_block_behind_and_can_be_sent_again()
    {
        using var temp = new TempVault(inMemory: true);
        var (message, small) = (TempVault.Message(20 * Block), TempVault.Message(500));
        var cuts = new List<VaultOptions>();
        await temp.Open().DisposeAsync();
        await using (var vault = Vault.Open(temp.Options with { BlockOctets = Block, TestOnlyStep = CopyAtFlush }))
        {
            await TempVault.Store(vault, small);
            await TempVault.Store(vault, message);
        }

        var before = 0;
        foreach (var cut in cuts)
        {
            SubmissionState state;
            await using (var vault = Vault.Open(cut with { BlockOctets = Block }))
            {
                state = await TempVault.LookUp(vault, message);
                if (state == SubmissionState.Unknown) before++;
            }

            var smalls = 1;
            await using (var vault = Vault.Open(cut with { BlockOctets = Block }))
            {
                if (await TempVault.LookUp(vault, small) == SubmissionState.Unknown) smalls = 0;
            }

            Assert.Equal(smalls + (state == SubmissionState.Waiting ? 20 : 0), BlocksOf(cut));
            await using var again = Vault.Open(cut with { BlockOctets = Block });
            Assert.Equal(state == SubmissionState.Unknown, (await TempVault.Store(again, message)).New);
            var plan = await TempVault.Export(again);
            Assert.Equal(message, (await again.ReadAsync(plan.Items.Single(item => item.Octets == message.Length).Entry)).Octets);
        }

        Assert.True(before > 5, $"{before} of {cuts.Count} were before its end"); // the control: it was cut, several times

        FileFault? CopyAtFlush(FileStep step)
        {
            if (step is { Action: FileAction.Flush, File: FileNames.Log }) cuts.Add(temp.Copy($"cut-{cuts.Count}"));
            return null;
        }
    }

    [Fact]
    public async Task A_small_one_does_not_wait_for_it()
    {
        using var temp = new TempVault(inMemory: true);
        await using var vault = Vault.Open(temp.Options with { BlockOctets = Block });
        var large = TempVault.Store(vault, TempVault.Message(4_000 * Block));
        await TempVault.Store(vault, TempVault.Message(500));
        Assert.False(large.IsCompleted);
        Assert.True((await large).New);
    }

    [Fact]
    public async Task Sent_three_times_at_once_it_is_there_once_and_what_is_known_is_not_written_again()
    {
        using var temp = new TempVault(inMemory: true);
        var files = temp.Options with { BlockOctets = Block };
        var message = TempVault.Message(20 * Block);
        await using (var vault = Vault.Open(files))
        {
            var stored = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => TempVault.Store(vault, message)));
            Assert.Equal(1, stored.Count(one => one.New));
            Assert.All(stored, one => Assert.Equal(SubmissionState.Waiting, one.State));
            Assert.Single((await TempVault.Export(vault)).Items);
        }

        Assert.Equal(20, BlocksOf(files));
    }

    [Fact]
    public async Task A_damaged_page_of_what_was_cut_short_does_not_close_the_vault()
    {
        const int block = 60_000, type = 4, isData = 4; // BasePage.P_PAGE_TYPE of the engine
        using var temp = new TempVault(inMemory: true);
        var (small, files) = (TempVault.Message(500), temp.Options with { BlockOctets = block, MostLogPages = 30 });
        VaultOptions? cut = null;
        await using (var vault = Vault.Open(files)) await TempVault.Store(vault, small);
        var pages = new FileInfo(temp.DataFile).Length / Frame.Size;
        await using (var vault = Vault.Open(files with { TestOnlyStep = CopyOnce })) await TempVault.Store(vault, TempVault.Message(12 * block));
        Assert.NotNull(cut);

        var data = File.ReadAllBytes(Path.Combine(cut.Directory, FileNames.Data));
        var damaged = Enumerable.Range((int)pages, (int)(data.Length / Frame.Size - pages)).Where(page => data[(page * Frame.Size) + type] == isData).ToList();
        Assert.True(damaged.Count > 15, $"{damaged.Count} pages");
        foreach (var page in damaged)
        {
            var one = cut with { Directory = Directory.CreateDirectory(Path.Combine(temp.Directory, $"damaged-{page}")).FullName };
            foreach (var file in Directory.GetFiles(cut.Directory)) File.Copy(file, Path.Combine(one.Directory, Path.GetFileName(file)));
            using (var file = File.OpenWrite(Path.Combine(one.Directory, FileNames.Data)))
            {
                file.Position = (page * Frame.Size) + (Frame.PageSize / 2);
                file.WriteByte((byte)~data[file.Position]);
            }

            await using var vault = Vault.Open(one);
            Assert.Equal(1, (await vault.StatusAsync()).Waiting);
            Assert.Equal(small, (await vault.ReadAsync(Assert.Single((await TempVault.Export(vault)).Items).Entry)).Octets);
        }

        FileFault? CopyOnce(FileStep step)
        {
            if (cut is null && step is { Action: FileAction.Flush, File: FileNames.Log } && new FileInfo(temp.DataFile).Length / Frame.Size > pages + 20) cut = temp.Copy("cut");
            return null;
        }
    }

    [Fact]
    public async Task A_restore_that_begins_in_the_middle_of_one_is_told_and_nothing_of_it_stays()
    {
        using var temp = new TempVault(inMemory: true);
        var files = temp.Options with { BlockOctets = Block };
        await using (var vault = Vault.Open(files))
        {
            var large = TempVault.Store(vault, TempVault.Message(4_000 * Block));
            while ((await vault.StatusAsync()).FileOctets < 100 * Block) Assert.False(large.IsCompleted);
            var (restore, refusal) = await vault.Backups.BeginRestoreAsync();
            Assert.Null(refusal);
            Assert.Equal(VaultTrouble.Restoring, (await Assert.ThrowsAsync<VaultUnavailableException>(() => large)).Trouble);
            restore?.Dispose();
        }

        Assert.Equal(0, BlocksOf(files));
    }

    [Fact]
    public async Task Of_a_large_one_that_ends_after_midnight_the_new_day_is_counted()
    {
        using var temp = new TempVault(inMemory: true);
        var flushes = 0;
        await temp.Open().DisposeAsync();
        await using var vault = Vault.Open(temp.Options with { BlockOctets = Block, TestOnlyStep = PassMidnight });
        await TempVault.Store(vault, TempVault.Message(20 * Block));
        Assert.Equal(20 * Block, vault.StoredToday);

        FileFault? PassMidnight(FileStep step)
        {
            if (step is { Action: FileAction.Flush, File: FileNames.Log } && ++flushes == 4) temp.Time.Advance(TimeSpan.FromDays(1));
            return null;
        }
    }

    private static int BlocksOf(VaultOptions files)
    {
        var vault = Identity.Read(Path.Combine(files.Directory, FileNames.Identity)).OnPages;
        using var store = Store.Open(Path.Combine(files.Directory, FileNames.Data), Path.Combine(files.Directory, FileNames.Log), vault, isNew: false, knownDurable: null, files);
        return store.FindAll(Collections.Blocks).Count;
    }
}
