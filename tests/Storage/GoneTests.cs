using System.Diagnostics;
using SecureDrop.Formats;

namespace SecureDrop.Storage.Tests;

/// <summary>A vault whose files lose what was durable, or are taken away, while it is open: the next start never answers from an empty one in silence.</summary>
public sealed class GoneTests
{
    [Theory]
    [InlineData("head -c $(stat -c %s LOG) /dev/zero | dd of=LOG conv=notrunc status=none")]
    [InlineData("head -c $(($(stat -c %s LOG) - 8192)) /dev/zero | dd of=LOG bs=8192 seek=1 conv=notrunc status=none")]
    [InlineData("head -c 4096 /dev/zero | dd of=LOG bs=4096 seek=1 conv=notrunc status=none; head -c $(($(stat -c %s LOG) - 8192)) /dev/zero | dd of=LOG bs=8192 seek=1 conv=notrunc status=none")]
    [InlineData(": > LOG")]
    public async Task A_log_that_was_zeroed_under_an_open_vault_is_refused_at_the_next_start_and_nothing_of_it_is_cut(string script)
    {
        using var temp = new TempVault(inMemory: true);
        await StopAsync(temp, script);
        var before = File.ReadAllBytes(temp.LogFile);
        Assert.Equal(VaultTrouble.Damaged, Assert.Throws<VaultUnavailableException>(temp.Open).Trouble);
        Assert.Equal(before, File.ReadAllBytes(temp.LogFile));
    }

    [Fact]
    public async Task A_log_that_reads_whole_again_opens_and_the_word_about_it_is_taken_away()
    {
        using var temp = new TempVault(inMemory: true);
        var copy = Path.Combine(temp.Directory, "copy");
        await StopAsync(temp, $"cp LOG {copy}; head -c 100000 /dev/zero | dd of=LOG bs=8192 seek=1 conv=notrunc status=none");
        File.Copy(copy, temp.LogFile, overwrite: true);
        await using var vault = temp.Open();
        Assert.Equal((100, 1), (vault.SignedKeyring?.Length, (await vault.StatusAsync()).Waiting));
        Assert.False(File.Exists(Path.Combine(temp.Options.Directory, "vault.damaged")));
    }

    [Fact]
    public async Task Who_takes_the_word_away_goes_on_with_what_is_left()
    {
        using var temp = new TempVault(inMemory: true);
        await StopAsync(temp, "head -c $(($(stat -c %s LOG) - 8192)) /dev/zero | dd of=LOG bs=8192 seek=1 conv=notrunc status=none");
        File.Delete(Path.Combine(temp.Options.Directory, "vault.damaged"));
        await using var vault = temp.Open(); // the control of the refusals above: without it nothing shows that something is gone
        Assert.Equal((null, 0), (vault.SignedKeyring, (await vault.StatusAsync()).Waiting));
    }

    [Theory]
    [InlineData("keyring.pin")]
    [InlineData("vault.ballast")]
    [InlineData("vault.damaged")]
    public async Task Where_a_vault_was_no_new_one_is_made(string mark)
    {
        using var temp = new TempVault(inMemory: true);
        Directory.CreateDirectory(temp.Options.Directory);
        var file = Path.Combine(temp.Options.Directory, mark);
        File.WriteAllText(file, "");
        Assert.Equal(VaultTrouble.Gone, Assert.Throws<VaultUnavailableException>(temp.Open).Trouble);
        Assert.False(File.Exists(temp.DataFile));
        File.Delete(file);
        await temp.Open().DisposeAsync(); // the control: an honest first start, though one was tried before
    }

    [Fact]
    public async Task A_vault_whose_files_are_taken_away_under_it_is_not_begun_anew()
    {
        using var temp = new TempVault(inMemory: true);
        await StopAsync(temp, "rm LOG DATA");
        Assert.Equal(VaultTrouble.VaultIdentity, Assert.Throws<VaultUnavailableException>(temp.Open).Trouble);
    }

    /// <summary>A keyring and a submission in the log, then the fault, then an orderly end.</summary>
    private static async Task StopAsync(TempVault temp, string script)
    {
        var vault = temp.Open();
        await vault.InstallKeyringAsync(new byte[100], Sha256Hash.Of(new byte[3]));
        await TempVault.Store(vault, TempVault.Message());
        script = script.Replace("LOG", temp.LogFile, StringComparison.Ordinal).Replace("DATA", temp.DataFile, StringComparison.Ordinal);
        using (var shell = Process.Start("sh", ["-c", script])) await shell.WaitForExitAsync();
        await vault.DisposeAsync();
    }
}
