using System.Security.Cryptography;
using SecureDrop.Storage.Engine;
using SecureDrop.Storage.Files;

namespace SecureDrop.Storage.Tests;

/// <summary>Another at-rest key for a vault that goes on as it is.</summary>
public sealed class ResealTests
{
    private const int Window = 24;
    private static readonly byte[] Next = RandomNumberGenerator.GetBytes(VaultOptions.AtRestKeySize);

    [Fact]
    public async Task A_vault_whose_key_was_changed_opens_with_the_new_key_alone_and_holds_all_it_held()
    {
        using var temp = new TempVault();
        var messages = Enumerable.Range(0, 5).Select(_ => TempVault.Message()).ToArray();
        await using (var vault = temp.Open())
        {
            foreach (var message in messages[..3]) await TempVault.Store(vault, message);
            Assert.Null(await vault.ResealAsync(temp.Options.AtRestKey, Next));
            Assert.Null(await vault.ResealAsync(temp.Options.AtRestKey, Next)); // asked again after an answer that was lost
            await TempVault.Store(vault, messages[3]);
            temp.Time.Advance(TimeSpan.FromDays(29));
        }

        Assert.Equal(VaultTrouble.AtRestKey, Assert.Throws<VaultUnavailableException>(temp.Open).Trouble);
        temp.Options = temp.Options with { AtRestKey = Next };
        await using (var vault = temp.Open())
        {
            // A ring key made after the change is sealed as the others are.
            for (var month = 0; month < 3; month++)
            {
                temp.Time.Advance(TimeSpan.FromDays(29));
                await TempVault.Store(vault, messages[4]);
            }
        }

        await using var again = temp.Open();
        foreach (var item in (await TempVault.Export(again)).Items) Assert.NotNull((await again.ReadAsync(item.Entry)).Octets);
        foreach (var message in messages) Assert.False((await TempVault.Store(again, message)).New);
    }

    [Fact]
    public async Task Whoever_does_not_show_the_key_of_this_vault_changes_nothing()
    {
        using var temp = new TempVault();
        await using (var vault = temp.Open())
            Assert.Equal(VaultRefusal.AtRestKeyDiffers, await vault.ResealAsync(RandomNumberGenerator.GetBytes(VaultOptions.AtRestKeySize), Next));
        await using var again = temp.Open();
        Assert.Equal(0, (await again.StatusAsync()).Waiting);
    }

    [Fact]
    public async Task No_octet_that_the_old_key_opens_is_left_in_any_file() => Assert.Empty(await LeftBehind(TestOnlyWeakness.None));

    [Fact]
    public async Task Without_the_checkpoint_they_would_be_found() => Assert.NotEmpty(await LeftBehind(TestOnlyWeakness.NoCheckpointAfterReseal));

    /// <summary>The files of a running vault in which a stretch of what the old key had sealed still lies.</summary>
    private static async Task<List<string>> LeftBehind(TestOnlyWeakness weakness)
    {
        using var temp = new TempVault();
        temp.Options = temp.Options with { TestOnlyWeakness = weakness };
        await using (var first = temp.Open())
        {
            for (var month = 0; month < 6; month++)
            {
                temp.Time.Advance(TimeSpan.FromDays(29));
                await TempVault.Store(first, TempVault.Message(500));
            }
        }

        await using var vault = temp.Open();
        var windows = Windows(temp);
        Assert.Null(await vault.ResealAsync(temp.Options.AtRestKey, Next));
        await TempVault.Store(vault, TempVault.Message(500));
        var copy = temp.Copy("after").Directory;
        var files = Directory.GetFiles(copy).Select(file => (Name: Path.GetFileName(file), Octets: File.ReadAllBytes(file))).ToArray();
        return [.. from file in files from window in windows where file.Octets.AsSpan().IndexOf(window) >= 0 select file.Name];
    }

    /// <summary>Stretches of the sealed elements as they lie in the files now: all but those that a page's end divides.</summary>
    private static List<byte[]> Windows(TempVault temp)
    {
        var copy = temp.Copy("noted").Directory;
        byte[] files = [.. File.ReadAllBytes(Path.Combine(copy, "vault.data")), .. File.ReadAllBytes(Path.Combine(copy, "vault.log"))];
        using var store = Store.Open(
            Path.Combine(copy, "vault.data"), Path.Combine(copy, "vault.log"), Identity.Read(Path.Combine(copy, "vault.id")).OnPages, false, null, temp.Options);
        var elements = store.ReadRing();
        Assert.True(elements.Count >= 3, $"{elements.Count} elements: the ring did not roll");
        List<byte[]> windows =
        [
            .. from element in elements from at in Enumerable.Range(0, element.Length / Window) select element[(at * Window)..((at + 1) * Window)],
        ];
        var there = windows.FindAll(window => files.AsSpan().IndexOf(window) >= 0);
        Assert.True(there.Count > windows.Count * 9 / 10, $"{there.Count} of {windows.Count} windows noted");
        return there;
    }
}
