using SecureDrop.Formats.Texts;
using SecureDrop.Storage.Engine;
using SecureDrop.Storage.Files;

namespace SecureDrop.Storage.Tests;

public sealed class PurgeTests
{
    private const int Window = 24;

    [Fact]
    public async Task A_purge_leaves_no_wrapped_octets_in_any_file() => Assert.Empty(await LeftBehind(TestOnlyWeakness.None));

    [Fact]
    public async Task Without_the_checkpoint_they_would_be_found() => Assert.NotEmpty(await LeftBehind(TestOnlyWeakness.NoCheckpointAfterPurge));

    [Fact]
    public async Task A_forced_purge_leaves_none_either()
    {
        using var temp = new TempVault();
        await using var vault = temp.Open();
        await TempVault.Store(vault, TempVault.Message(30_000));
        var windows = Windows(temp, 30_000);
        await TempVault.Export(vault);
        Assert.Equal(1, (await vault.PurgeForcedAsync([1], "test")).Count);
        Assert.Empty(Found(temp, windows));
    }

    private static async Task<List<string>> LeftBehind(TestOnlyWeakness weakness)
    {
        using var temp = new TempVault();
        temp.Options = temp.Options with { TestOnlyWeakness = weakness };
        await using (var vault = temp.Open())
        {
            foreach (var _ in Enumerable.Range(0, 10)) await TempVault.Store(vault, TempVault.Message(30_000));
        }

        await using var again = temp.Open();
        var plan = await TempVault.Export(again);
        var windows = Windows(temp, 10 * 30_000);
        await TempVault.Acknowledge(again, plan, TempVault.Holder, [.. plan.Items.Select(item => new AcknowledgedEntry(item.Entry, Outcome.Opened))]);
        Assert.Equal(10, (await again.PurgeAsync([TempVault.Holder])).Count);
        return Found(temp, windows);
    }

    /// <summary>Stretches of the wrapped blocks that lie in the files now.</summary>
    private static List<byte[]> Windows(TempVault temp, int atLeastOctets)
    {
        var copy = temp.Copy("noted").Directory;
        byte[] files = [.. File.ReadAllBytes(Path.Combine(copy, "vault.data")), .. File.ReadAllBytes(Path.Combine(copy, "vault.log"))];
        using var store = Store.Open(
            Path.Combine(copy, "vault.data"), Path.Combine(copy, "vault.log"), Identity.Read(Path.Combine(copy, "vault.id")).OnPages, false, null, temp.Options);
        var windows = new List<byte[]>();
        foreach (var block in store.FindAll(Collections.Blocks))
        {
            var wrapped = block[Collections.Wrapped].AsBinary;
            for (var at = 0; at + Window <= wrapped.Length; at += 600)
            {
                // A stretch that a page's end divides is in no file as it is.
                if (files.AsSpan().IndexOf(wrapped.AsSpan(at, Window)) >= 0) windows.Add(wrapped[at..(at + Window)]);
            }
        }

        Assert.True(windows.Count * 600 > atLeastOctets * 9 / 10, $"{windows.Count} windows noted");
        return windows;
    }

    private static List<string> Found(TempVault temp, List<byte[]> windows)
    {
        var copy = temp.Copy("after").Directory;
        var files = Directory.GetFiles(copy).Select(file => (Name: Path.GetFileName(file), Octets: File.ReadAllBytes(file))).ToArray();
        return [.. from file in files from window in windows where file.Octets.AsSpan().IndexOf(window) >= 0 select file.Name];
    }
}
