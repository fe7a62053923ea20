namespace SecureDrop.Storage.Tests;

public sealed class HoldTests
{
    [Fact]
    public async Task A_second_opener_is_refused_and_the_first_is_undisturbed()
    {
        using var temp = new TempVault();
        await using var vault = temp.Open();
        var refused = Assert.Throws<VaultUnavailableException>(temp.Open);
        Assert.Equal(VaultTrouble.InUse, refused.Trouble);
        Assert.True((await TempVault.Store(vault, TempVault.Message())).New);
    }

    [Fact]
    public async Task Another_process_cannot_take_the_hold()
    {
        using var temp = new TempVault();
        var lockFile = Path.Combine(temp.Options.Directory, "vault.hold");
        await using (temp.Open()) Assert.Equal(1, Flock(lockFile));
        Assert.Equal(0, Flock(lockFile));
    }

    private static int Flock(string path)
    {
        using var process = System.Diagnostics.Process.Start("flock", ["--nonblock", path, "true"]);
        process.WaitForExit();
        return process.ExitCode;
    }
}
