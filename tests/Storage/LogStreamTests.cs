using SecureDrop.Storage.Files;

namespace SecureDrop.Storage.Tests;

public sealed class LogStreamTests
{
    [Fact]
    public void A_page_from_before_the_checkpoint_does_not_pass_for_one_that_the_disk_has_lost()
    {
        using var temp = new TempVault(inMemory: true);
        using var file = new VaultFile(Path.Combine(temp.Directory, "vault.log"), null);
        using var log = new LogStream(file, 7, LogRecovery.Run(file, 7, true, null, null, file, false), new FirstFault(), () => null, TestOnlyWeakness.None);
        var (page, before) = (new byte[Frame.PageSize], new byte[Frame.Size]);
        Append(log, page);
        file.Read(Frame.InLog(0), before);
        log.SetLength(0);
        Append(log, page);
        file.Write(Frame.InLog(0), before);
        log.Position = 0;
        Assert.Throws<PageDamagedException>(() => log.Read(page, 0, page.Length));
    }

    private static void Append(LogStream log, byte[] page)
    {
        page[18] = 1; // confirmed, so written at once
        log.Position = log.Length;
        log.Write(page, 0, page.Length);
    }
}
