using SecureDrop.Formats.Texts;

namespace SecureDrop.Storage.Tests;

/// <summary>REFUSALS.md row 37: a log or a data file of the same vault, but of another day. Each would hide what was acknowledged since, and nothing in it is damaged.</summary>
public sealed class OtherDayTests
{
    public static TheoryData<string, bool, bool> Days()
    {
        var days = new TheoryData<string, bool, bool>();
        foreach (var file in (string[])["vault.log", "vault.data"])
        {
            foreach (var isStopped in (bool[])[true, false])
            {
                foreach (var isAcknowledgement in (bool[])[true, false]) days.Add(file, isStopped, isAcknowledgement);
            }
        }

        return days;
    }

    /// <param name="name">Of the file that is taken from the day before.</param>
    /// <param name="isStopped">Both days are copied from a vault that was closed; otherwise from one that runs.</param>
    /// <param name="isAcknowledgement">The last that happened on the day before is no new message.</param>
    [Theory]
    [MemberData(nameof(Days))]
    public async Task A_file_of_another_day_is_refused(string name, bool isStopped, bool isAcknowledgement)
    {
        using var temp = new TempVault(inMemory: true);
        byte[][] messages = [.. Enumerable.Range(0, 9).Select(_ => TempVault.Message())];
        VaultOptions before, today;
        await using (var vault = temp.Open()) await StoreAsync(vault, messages[..3]);
        await using (var vault = temp.Open())
        {
            await StoreAsync(vault, messages[3..6]);
            if (isAcknowledgement) await AcknowledgeAsync(vault);
            before = isStopped ? temp.Options : temp.Copy("before");
        }

        if (isStopped) before = temp.Copy("before");
        await using (var vault = temp.Open()) await StoreAsync(vault, messages[6..8]);
        await using (var vault = temp.Open())
        {
            await StoreAsync(vault, messages[8..]);
            today = isStopped ? temp.Options : temp.Copy("today");
        }

        if (isStopped) today = temp.Copy("today");
        File.Copy(Path.Combine(before.Directory, name), Path.Combine(today.Directory, name + ".before"));
        // The control: files that belong together hold everything. It opens copies, for an open vault moves on.
        await AssertHoldsAsync(CopyOf(before), messages[..6]);
        await AssertHoldsAsync(CopyOf(today), messages);

        File.Move(Path.Combine(today.Directory, name + ".before"), Path.Combine(today.Directory, name), overwrite: true);
        Assert.Equal(VaultTrouble.VaultIdentity, Assert.Throws<VaultUnavailableException>(() => Vault.Open(today)).Trouble);
    }

    private static async Task StoreAsync(Vault vault, IEnumerable<byte[]> messages)
    {
        foreach (var message in messages) await TempVault.Store(vault, message);
    }

    private static async Task AcknowledgeAsync(Vault vault)
    {
        var plan = await TempVault.Export(vault);
        await TempVault.Acknowledge(vault, plan, TempVault.Holder, [.. plan.Items.Select(item => new AcknowledgedEntry(item.Entry, Outcome.Opened))]);
    }

    private static async Task AssertHoldsAsync(VaultOptions options, IEnumerable<byte[]> messages)
    {
        await using var vault = Vault.Open(options);
        foreach (var message in messages) Assert.NotEqual(SubmissionState.Unknown, await TempVault.LookUp(vault, message));
    }

    private static VaultOptions CopyOf(VaultOptions options)
    {
        var to = Directory.CreateDirectory(options.Directory + "-copy").FullName;
        foreach (var file in Directory.GetFiles(options.Directory)) File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
        return options with { Directory = to };
    }
}
