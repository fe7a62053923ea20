using System.Diagnostics;
using SecureDrop.Storage.Files;

namespace SecureDrop.Storage.Tests;

/// <summary>What the disk has lost under an open vault is found there, while the engine still answers from its memory.</summary>
public sealed class PageScanTests
{
    [Fact]
    public async Task A_page_that_changes_on_the_disk_under_an_open_vault_is_named()
    {
        using var temp = new TempVault(inMemory: true);
        await StoredAsync(temp, 300_000);
        await using var vault = temp.Open();
        Assert.Empty((await vault.Scan.ItemsAsync(0, long.MaxValue)).Damaged); // the engine has it in its memory from now on
        Assert.Empty(await DamagedAsync(vault, PageFile.Data));
        var page = new FileInfo(temp.DataFile).Length / Frame.Size - 3;
        Overwrite(temp.DataFile, page * Frame.Size + 4000);

        // The control: to the engine nothing has happened.
        Assert.Empty((await vault.Scan.ItemsAsync(0, long.MaxValue)).Damaged);
        Assert.Equal((int)page, Assert.Single(await DamagedAsync(vault, PageFile.Data)));
        Assert.Empty(await DamagedAsync(vault, PageFile.Log));
        await TempVault.Store(vault, TempVault.Message()); // to look ends nothing
    }

    [Fact]
    public async Task A_page_that_the_log_has_again_is_not_judged_by_what_it_was_before()
    {
        using var temp = new TempVault(inMemory: true);
        await StoredAsync(temp, 1000);
        await using (var vault = temp.Open())
        {
            Overwrite(temp.DataFile, 4000); // the engine's first page, which every commit writes again
            Assert.Equal(0, Assert.Single(await DamagedAsync(vault, PageFile.Data)));
            await TempVault.Store(vault, TempVault.Message());
            Assert.Empty(await DamagedAsync(vault, PageFile.Data));
        }

        await using var again = temp.Open();
        Assert.Empty(await DamagedAsync(again, PageFile.Data));
        Assert.Equal(2, (await again.Scan.ItemsAsync(0, long.MaxValue)).Items);
    }

    [Fact]
    public async Task A_log_that_is_cut_zeroed_or_taken_away_under_an_open_vault_is_noticed()
    {
        using var temp = new TempVault(inMemory: true);
        var vault = temp.Open();
        await TempVault.Store(vault, TempVault.Message(100_000));
        await WholeAsync(vault, PageFile.Log);
        Overwrite(temp.LogFile, Frame.InLog(2) + 17);
        Assert.Equal(2, Assert.Single((await LookAsync(vault, PageFile.Log)).Damaged));
        Run($"head -c 8192 {temp.LogFile} > {temp.LogFile}.head; : > {temp.LogFile}; cat {temp.LogFile}.head > {temp.LogFile}; rm {temp.LogFile}.head");
        var (cut, lost) = await LookAsync(vault, PageFile.Log);
        Assert.True(cut.Length > 10 && !lost);
        Run($": > {temp.LogFile}");
        Assert.True((await LookAsync(vault, PageFile.Log)).Lost);
        await vault.DisposeAsync();
    }

    [Fact]
    public async Task A_file_that_is_taken_away_or_cut_under_an_open_vault_is_noticed()
    {
        using var temp = new TempVault(inMemory: true);
        await StoredAsync(temp, 300_000);
        await using var vault = temp.Open();
        await WholeAsync(vault, PageFile.Data);
        Run($"cp {temp.DataFile} {temp.DataFile}.copy; truncate -s -8224 {temp.DataFile}");
        Assert.Single((await LookAsync(vault, PageFile.Data)).Damaged);
        Run($"mv {temp.DataFile}.copy {temp.DataFile}"); // whole, but not what the vault writes into
        Assert.True((await LookAsync(vault, PageFile.Data)).Lost);
    }

    [Fact]
    public async Task Control_a_vault_that_stores_exports_and_purges_is_found_whole_at_every_step()
    {
        using var temp = new TempVault(inMemory: true);
        temp.Options = temp.Options with { CheckpointPages = 40, MostLogPages = 60 };
        for (var round = 0; round < 3; round++)
        {
            await using var vault = temp.Open();
            for (var item = 0; item < 6; item++)
            {
                await TempVault.Store(vault, TempVault.Message(40_000 * (item + 1)));
                await WholeAsync(vault);
            }

            var plan = await TempVault.Export(vault);
            await WholeAsync(vault);
            await vault.PurgeForcedAsync([.. plan.Items.Select(item => item.Entry).Where(entry => entry % 2 == 0)], "tried");
            await WholeAsync(vault);
        }
    }

    private static async Task WholeAsync(Vault vault)
    {
        await WholeAsync(vault, PageFile.Log);
        await WholeAsync(vault, PageFile.Data);
    }

    private static async Task WholeAsync(Vault vault, PageFile file)
    {
        var (damaged, lost) = await LookAsync(vault, file);
        Assert.Empty(damaged);
        Assert.False(lost);
    }

    private static async Task<int[]> DamagedAsync(Vault vault, PageFile file) => (await LookAsync(vault, file)).Damaged;

    private static async Task<(int[] Damaged, bool Lost)> LookAsync(Vault vault, PageFile file)
    {
        var (damaged, lost) = (new List<int>(), false);
        for (int? from = 0; from is { } place;)
        {
            var slice = await vault.Scan.PagesAsync(file, place, count: 100);
            (from, lost) = (slice.Next, lost || slice.FileLost);
            damaged.AddRange(slice.Damaged);
        }

        return ([.. damaged], lost);
    }

    /// <summary>In the data file, as a start leaves it.</summary>
    private static async Task StoredAsync(TempVault temp, int octets)
    {
        await using var vault = temp.Open();
        await TempVault.Store(vault, TempVault.Message(octets));
    }

    private static void Overwrite(string file, long offset) => Run($"printf 'not what was written' | dd of={file} bs=1 seek={offset} conv=notrunc status=none");

    /// <summary>The vault's lock binds who asks for it; a failing disk, or another program, does not.</summary>
    private static void Run(string script)
    {
        using var shell = Process.Start("sh", ["-c", script]);
        shell.WaitForExit();
        Assert.Equal(0, shell.ExitCode);
    }
}
