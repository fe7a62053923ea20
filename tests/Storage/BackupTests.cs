using SecureDrop.Formats;
using SecureDrop.Formats.Backups;
using SecureDrop.Formats.Texts;

namespace SecureDrop.Storage.Tests;

/// <summary>What is read out of one vault makes another answer as it did; cut short anywhere, the other serves nobody until the same is done again.</summary>
public sealed class BackupTests
{
    private static readonly byte[] Keyring = File.ReadAllBytes(Path.Combine(Checkout(AppContext.BaseDirectory), "keys-example", "keyring.asc"));

    private static string Checkout(string folder) =>
        File.Exists(Path.Combine(folder, "SecureDrop.Net.sln")) ? folder : Checkout(Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("No checkout."));

    /// <summary>One opened and purged, one opened, one taken out, one purged by force, one waiting with an entry, one without.</summary>
    private static async Task<(Vault Vault, byte[][] Messages)> FilledAsync(TempVault temp)
    {
        var vault = temp.Open();
        await vault.InstallKeyringAsync(Keyring, Sha256Hash.Of(Keyring));
        var messages = new byte[6][];
        for (var at = 0; at < 2; at++) await TempVault.Store(vault, messages[at] = TempVault.Message(at == 0 ? 300 : 9 << 20));
        var first = await TempVault.Export(vault);
        await TempVault.Acknowledge(vault, first, TempVault.Holder, [.. first.Ledger.Lines.Where(line => line.Entry > 0 && line.Hash == Sha256Hash.Of(messages[0])).Select(Opened)]);
        await vault.PurgeAsync([TempVault.Holder]);
        for (var at = 2; at < 4; at++) await TempVault.Store(vault, messages[at] = TempVault.Message(), late: at == 3);
        var second = await TempVault.Export(vault);
        await vault.PurgeForcedAsync([second.Items.Single(item => item.Hash == Sha256Hash.Of(messages[2])).Entry], "asked for");
        await TempVault.Acknowledge(vault, second, TempVault.OtherHolder, new AcknowledgedEntry(second.Items.Single(item => item.Late).Entry, Outcome.Opened));
        await TempVault.Store(vault, messages[4] = TempVault.Message());
        await vault.BeginExportAsync(null);
        await TempVault.Store(vault, messages[5] = TempVault.Message());
        return (vault, messages);

        static AcknowledgedEntry Opened(LedgerLine line) => new(line.Entry, Outcome.Opened);
    }

    private static async Task<byte[]> ReadOutAsync(Vault vault)
    {
        using var snapshot = await vault.Backups.TakeSnapshotAsync();
        Assert.NotNull(snapshot);
        var head = await snapshot.ReadHeadAsync();
        Assert.Null(head.Judge(out var fates));
        using var octets = new MemoryStream();
        var writer = new SnapshotWriter(octets);
        await writer.HeadAsync(head, default);
        foreach (var one in head.Kept(fates)) await writer.ItemAsync(one.Hash, await snapshot.ReadAsync(one) ?? throw new InvalidOperationException("Damaged."), default);
        await writer.EndAsync(default);
        return octets.ToArray();
    }

    /// <param name="vault">Empty.</param>
    /// <param name="octets">What was read out.</param>
    /// <param name="most">Submissions after which it is cut short.</param>
    private static async Task PutInAsync(Vault vault, byte[] octets, int most = int.MaxValue)
    {
        var (reader, head, fault) = await SnapshotReader.OpenAsync(new MemoryStream(octets), default);
        Assert.Null(fault);
        Assert.NotNull(head);
        var (restore, refusal) = await vault.Backups.BeginRestoreAsync();
        Assert.Null(refusal);
        Assert.NotNull(restore);
        using var _ = restore;
        await restore.AddLedgerAsync(head);
        var items = new Dictionary<Sha256Hash, byte[]>();
        while (await reader.NextAsync(default) is ({ } held, var item, null)) items[held.Hash] = item;
        foreach (var known in head.Snapshot.Submissions.Take(most))
            await restore.AddAsync(known, known.Entry == 0 ? null : reader.Fates[known.Entry - 1], items.TryGetValue(known.Hash, out var item) ? (ReadOnlyMemory<byte>)item : default(ReadOnlyMemory<byte>?));
        if (most == int.MaxValue) await restore.FinishAsync(head);
    }

    private static async Task<string> AnswersAsync(Vault vault, byte[][] messages)
    {
        var states = await Task.WhenAll(messages.Select(message => TempVault.LookUp(vault, message)));
        var status = await vault.StatusAsync();
        var opened = await vault.PurgeAsync([TempVault.OtherHolder, TempVault.Holder]);
        return $"{string.Join(' ', states)} {status.Ledger} {status.Head} {status.LastBundle} {status.Waiting} {status.TakenOut} {status.Opened} {status.Purged} "
            + $"{status.ExportedOn} {status.AcknowledgedOn} {string.Join(' ', opened.Waiting.Select(one => $"{one.Entry}:{string.Join(',', one.Holders)}"))}";
    }

    [Fact]
    public async Task A_restored_vault_answers_every_receipt_and_goes_on_from_the_same_line()
    {
        using var temp = new TempVault(inMemory: true);
        var (vault, messages) = await FilledAsync(temp);
        await using var __ = vault;
        var octets = await ReadOutAsync(vault);
        Assert.Equal(octets, await ReadOutAsync(vault));
        using var other = new TempVault(inMemory: true);
        await using (var fresh = other.Open())
        {
            await fresh.InstallKeyringAsync(Keyring, Sha256Hash.Of(Keyring)); // as a development gateway has at its start
            await PutInAsync(fresh, octets);
            Assert.Equal(Keyring, fresh.SignedKeyring);
        }

        await using var restored = other.Open();
        Assert.Equal(octets, await ReadOutAsync(restored));
        Assert.Equal(await AnswersAsync(vault, messages), await AnswersAsync(restored, messages));
        Assert.False((await TempVault.Store(restored, messages[0])).New); // purged, and still known
        Assert.True((await TempVault.Store(restored, messages[2])).New); // purged by force
        var (plan, _) = await restored.BeginExportAsync(null);
        Assert.NotNull(plan);
        Assert.Equal(3, plan.Bundle);
        foreach (var item in plan.Items) Assert.Equal(item.Hash, Sha256Hash.Of((await restored.ReadAsync(item.Entry)).Octets ?? []));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    public async Task A_restore_that_is_killed_serves_nobody_and_the_same_finishes_it(int most)
    {
        using var temp = new TempVault(inMemory: true);
        var (vault, messages) = await FilledAsync(temp);
        await using var __ = vault;
        var octets = await ReadOutAsync(vault);
        using var other = new TempVault(inMemory: true);
        await using var fresh = other.Open();
        await PutInAsync(fresh, octets, most);
        await using var killed = Vault.Open(other.Copy("killed")); // what is in the files at this moment
        Assert.True(killed.IsRestoring);
        Assert.Null(killed.SignedKeyring);
        foreach (var refused in (Func<Task>[])[
            () => TempVault.Store(killed, TempVault.Message()), () => TempVault.LookUp(killed, messages[1]), () => killed.BeginExportAsync(null), () => killed.PurgeAsync([]),
            () => killed.InstallKeyringAsync(Keyring, Sha256Hash.Of(Keyring)), () => killed.Backups.TakeSnapshotAsync()])
            Assert.Equal(VaultTrouble.Restoring, (await Assert.ThrowsAsync<VaultUnavailableException>(refused)).Trouble);

        await PutInAsync(killed, octets);
        Assert.False(killed.IsRestoring);
        Assert.Equal(octets, await ReadOutAsync(killed));
        Assert.Equal(await AnswersAsync(vault, messages), await AnswersAsync(killed, messages));
    }

    [Fact]
    public async Task What_holds_a_submission_is_not_restored_over()
    {
        using var temp = new TempVault(inMemory: true);
        var (vault, messages) = await FilledAsync(temp);
        await using var __ = vault;
        var (restore, refusal) = await vault.Backups.BeginRestoreAsync();
        Assert.Null(restore);
        Assert.Equal(VaultRefusal.VaultNotEmpty, refusal);
        Assert.Equal(SubmissionState.Waiting, await TempVault.LookUp(vault, messages[5]));
    }

    [Fact]
    public async Task A_purge_waits_for_a_backup_and_sources_do_not()
    {
        using var temp = new TempVault(inMemory: true);
        var (vault, _) = await FilledAsync(temp);
        await using var __ = vault;
        using (var snapshot = await vault.Backups.TakeSnapshotAsync())
        {
            Assert.NotNull(snapshot);
            var late = TempVault.Message();
            Assert.True((await TempVault.Store(vault, late)).New);
            Assert.Equal(VaultRefusal.SnapshotRunning, (await vault.PurgeForcedAsync([1], "x")).Refusal);
            var head = await snapshot.ReadHeadAsync();
            Assert.DoesNotContain(head.Snapshot.Submissions, one => one.Hash == Sha256Hash.Of(late)); // one moment, not two
            Assert.Null(await vault.BackedUpAsync(head.Ledger.Head, snapshot.Arrivals));
        }

        Assert.Equal(1, (await vault.StatusAsync()).SinceBackup);
        Assert.Equal(VaultRefusal.HeadDiffers, await vault.BackedUpAsync(new LedgerHead(1, default), 0));
        Assert.Null((await vault.PurgeAsync([TempVault.OtherHolder])).Refusal); // control: nothing is read out any more
    }

    [Fact]
    public async Task The_last_canary_is_remembered_and_only_what_came_in_here_is_one()
    {
        using var temp = new TempVault(inMemory: true);
        var message = TempVault.Message();
        await using (var vault = temp.Open())
        {
            Assert.Equal(VaultRefusal.ReceiptUnknown, await vault.NoteCanaryAsync(Receipt.Of(Sha256Hash.Of(message))));
            Assert.Null((await vault.StatusAsync()).Canary);
            await TempVault.Store(vault, message);
            Assert.Null(await vault.NoteCanaryAsync(Receipt.Of(Sha256Hash.Of(message))));
        }

        await using var again = temp.Open();
        var status = await again.StatusAsync();
        Assert.Equal((Receipt.Of(Sha256Hash.Of(message)), SubmissionState.Waiting), (status.Canary?.Receipt, status.CanaryState));
    }

    [Fact]
    public async Task A_vault_without_a_keyring_has_nothing_to_back_up()
    {
        using var temp = new TempVault(inMemory: true);
        await using var vault = temp.Open();
        Assert.Null(await vault.Backups.TakeSnapshotAsync());
        Assert.Null((await vault.PurgeAsync([])).Refusal); // and it holds up no purge
    }
}
