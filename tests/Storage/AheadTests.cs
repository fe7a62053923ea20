using SecureDrop.Storage.Files;

namespace SecureDrop.Storage.Tests;

/// <summary>Pages that are durable in the log come into the data file before the checkpoint, which passes them over.</summary>
public sealed class AheadTests
{
    private const int Messages = 40;

    /// <summary>The copy, as a kill would leave it, has no memory of what was brought ahead: there the engine itself brings the whole log.</summary>
    [Fact]
    public async Task They_are_octet_by_octet_what_the_engine_brings()
    {
        using var temp = new TempVault(inMemory: true);
        await temp.Open().DisposeAsync();
        var made = new FileInfo(temp.DataFile).Length;
        var written = new HashSet<long>();
        int ahead;
        VaultOptions copy;
        await using (var vault = Vault.Open(temp.Options with { MostLogPages = 1_200, TestOnlyStep = Note }))
        {
            for (var number = 0; number < Messages; number++) await TempVault.Store(vault, TempVault.Message());
            await vault.StatusAsync(); // its answer comes when the flushing thread has ended what went before
            ahead = written.Count;
            copy = temp.Copy("killed");
            written.Clear();
        }

        var inTheEnd = written.Count;
        await Vault.Open(copy).DisposeAsync();
        var (own, engines) = (await File.ReadAllBytesAsync(temp.DataFile), await File.ReadAllBytesAsync(Path.Combine(copy.Directory, FileNames.Data)));
        Assert.Equal(engines, own);
        Assert.True(ahead > 0, "nothing was brought ahead");
        Assert.True(inTheEnd * Frame.Size < own.Length - made, $"{inTheEnd} pages in the end of {own.Length / Frame.Size}"); // less than the checkpoint alone would bring

        FileFault? Note(FileStep step)
        {
            if (step is not { Action: FileAction.Write, File: FileNames.Data }) return null;
            for (var at = 0; at < step.Octets.Length; at += Frame.Size) written.Add(step.Offset + at);
            return null;
        }
    }
}
