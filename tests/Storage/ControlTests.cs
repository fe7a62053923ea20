using SecureDrop.Formats;
using SecureDrop.Formats.Texts;

namespace SecureDrop.Storage.Tests;

public sealed class ControlTests
{
    [Fact]
    public async Task Stored_lines_are_written_at_export_in_order_of_the_hashes()
    {
        using var temp = new TempVault();
        await using var vault = temp.Open();
        var messages = Enumerable.Range(0, 20).Select(_ => TempVault.Message(500)).ToArray();
        foreach (var message in messages) await TempVault.Store(vault, message);
        Assert.Equal(0, (await vault.StatusAsync()).Head.Number);
        var plan = await TempVault.Export(vault);
        Assert.Equal(messages.Select(message => Sha256Hash.Of(message)).Order(), plan.Ledger.Lines.Select(line => line.Hash));
        Assert.Equal(Enumerable.Range(1, 20), plan.Ledger.Lines.Select(line => line.Entry));
        Assert.All(plan.Ledger.Lines, line => Assert.Equal(LedgerEvent.Stored, line.Event));
        Assert.Equal(plan.Ledger.Lines.Select(line => line.Hash), plan.Items.Select(item => item.Hash));
        Assert.True(LedgerText.TryRead(plan.Ledger.Write(), out _, out _));
    }

    [Fact]
    public async Task Exported_lines_of_a_bundle_appear_in_the_next_and_heads_follow_each_other()
    {
        using var temp = new TempVault();
        await using var vault = temp.Open();
        await TempVault.Store(vault, TempVault.Message());
        var first = await TempVault.Export(vault);
        await TempVault.Store(vault, TempVault.Message());
        var second = await TempVault.Export(vault);
        Assert.Equal((1, 2), (first.Bundle, second.Bundle));
        Assert.Equal(first.Ledger.Head, second.Ledger.After);
        Assert.Equal([LedgerEvent.Exported, LedgerEvent.Stored], second.Ledger.Lines.Select(line => line.Event));
        Assert.Equal(Sha256Hash.Of(BitConverter.GetBytes(1)), second.PreviousBundle);
        Assert.Equal(2, Assert.Single(second.Items).Entry);
    }

    [Fact]
    public async Task An_export_from_an_entry_cannot_step_over_what_was_never_taken_out()
    {
        using var temp = new TempVault();
        await using var vault = temp.Open();
        foreach (var message in Enumerable.Range(0, 4).Select(_ => TempVault.Message())) await TempVault.Store(vault, message);
        Assert.Equal(VaultRefusal.EntryNotTakenOut, (await vault.BeginExportAsync(3)).Refusal);
        Assert.Equal(4, (await TempVault.Export(vault)).Items.Count);
        Assert.Equal(2, (await vault.BeginExportAsync(3)).Plan?.Items.Count);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_arrives_after_an_export_of_nothing_is_in_the_next(bool somethingBefore)
    {
        using var temp = new TempVault();
        await using var vault = temp.Open();
        if (somethingBefore)
        {
            await TempVault.Store(vault, TempVault.Message());
            await TempVault.Export(vault);
        }

        var (nothing, _) = await vault.BeginExportAsync(null);
        Assert.Empty(nothing?.Items ?? []);
        var message = TempVault.Message();
        await TempVault.Store(vault, message);
        var (plan, _) = await vault.BeginExportAsync(null);
        Assert.Equal(Sha256Hash.Of(message), Assert.Single(plan?.Items ?? []).Hash);
    }

    [Fact]
    public async Task An_unfinished_export_is_planned_again_the_same_also_after_a_restart()
    {
        using var temp = new TempVault();
        ExportPlan? first;
        await using (var vault = temp.Open())
        {
            await TempVault.Store(vault, TempVault.Message());
            (first, _) = await vault.BeginExportAsync(null);
            await TempVault.Store(vault, TempVault.Message());
        }

        await using var again = temp.Open();
        var (second, _) = await again.BeginExportAsync(null);
        Assert.NotNull(first);
        Assert.NotNull(second);
        Assert.Equal(first.Ledger.Head, second.Ledger.Head);
        Assert.Equal((first.Bundle, first.Items.Count), (second.Bundle, second.Items.Count));
        Assert.Equal(2, (await again.StatusAsync()).Waiting);
    }

    [Fact]
    public async Task An_export_is_finished_with_its_own_head_only_and_twice_is_harmless()
    {
        using var temp = new TempVault();
        await using var vault = temp.Open();
        await TempVault.Store(vault, TempVault.Message());
        var (plan, _) = await vault.BeginExportAsync(null);
        Assert.NotNull(plan);
        var hash = Sha256Hash.Of([1]);
        Assert.Equal(VaultRefusal.BundleUnknown, await vault.FinishExportAsync(2, hash, plan.Ledger.Head));
        Assert.Equal(VaultRefusal.HeadDiffers, await vault.FinishExportAsync(1, hash, plan.Ledger.After));
        Assert.Equal(1, (await vault.StatusAsync()).Waiting);
        Assert.Null(await vault.FinishExportAsync(1, hash, plan.Ledger.Head));
        Assert.Null(await vault.FinishExportAsync(1, hash, plan.Ledger.Head));
        Assert.Equal(1, (await vault.StatusAsync()).TakenOut);
    }

    [Fact]
    public async Task An_export_from_an_entry_brings_everything_not_purged_since()
    {
        using var temp = new TempVault();
        await using var vault = temp.Open();
        foreach (var _ in Enumerable.Range(0, 3)) await TempVault.Store(vault, TempVault.Message());
        await TempVault.Export(vault);
        await TempVault.Store(vault, TempVault.Message());
        Assert.Null((await vault.PurgeForcedAsync([2], "a mistake")).Refusal);

        var all = await TempVault.Export(vault, from: 1);
        Assert.Equal([1, 3, 4], all.Items.Select(item => item.Entry));
        Assert.Equal(1, all.Ledger.Lines[0].Number);
        Assert.Equal(LedgerHead.Start(vault.Ledger), all.Ledger.After);
        Assert.Contains(all.Ledger.Lines, line => line is { Event: LedgerEvent.Forced, Entry: 2, Reason: "a mistake" });

        var since = await TempVault.Export(vault, from: 3);
        Assert.Equal([3, 4], since.Items.Select(item => item.Entry));
        Assert.Equal((LedgerEvent.Stored, 3), (since.Ledger.Lines[0].Event, since.Ledger.Lines[0].Entry));
        Assert.Equal(all.Ledger.Lines[1].Number, since.Ledger.After.Number);
        Assert.Equal(VaultRefusal.EntryUnknown, (await vault.BeginExportAsync(5)).Refusal);
    }

    [Fact]
    public async Task Only_what_every_holder_has_opened_is_purged_and_the_missing_are_named()
    {
        using var temp = new TempVault();
        await using var vault = temp.Open();
        var (mine, other) = (TempVault.Message(), TempVault.Message());
        await TempVault.Store(vault, mine);
        await TempVault.Store(vault, other);
        var plan = await TempVault.Export(vault);
        var entry = plan.Items.Single(item => item.Hash == Sha256Hash.Of(mine)).Entry;

        Assert.Equal(
            new Acknowledged(null, 1, 0, 1),
            await TempVault.Acknowledge(vault, plan, TempVault.Holder, new(entry, Outcome.Opened), new(3 - entry, Outcome.Failed, FailureReason.WrongKey)));
        Assert.Equal(SubmissionState.Opened, await TempVault.LookUp(vault, mine));
        Assert.Equal(SubmissionState.TakenOut, await TempVault.LookUp(vault, other));
        Assert.Equal(new Acknowledged(null, 0, 1, 0), await TempVault.Acknowledge(vault, plan, TempVault.Holder, new AcknowledgedEntry(entry, Outcome.Opened)));

        var both = new[] { TempVault.Holder, TempVault.OtherHolder };
        var none = await vault.PurgeAsync(both);
        Assert.Equal(0, none.Count);
        Assert.Equal([TempVault.OtherHolder], none.Waiting.Single(waiting => waiting.Entry == entry).Holders);
        Assert.Equal(0, (await vault.PurgeAsync([])).Count); // nobody is a holder: nobody has opened it

        await TempVault.Acknowledge(vault, plan, TempVault.OtherHolder, new AcknowledgedEntry(entry, Outcome.Opened));
        var purged = await vault.PurgeAsync(both);
        Assert.Equal(1, purged.Count);
        Assert.Equal(both, Assert.Single(purged.Waiting).Holders);
        Assert.Equal(VaultRefusal.EntryPurged, (await vault.ReadAsync(entry)).Refusal);
        Assert.Equal(new Stored(false, SubmissionState.Opened), await TempVault.Store(vault, mine));
        var status = await vault.StatusAsync();
        Assert.Equal((0, 1, 0, 1), (status.Waiting, status.TakenOut, status.Opened, status.Purged));
    }

    [Fact]
    public async Task What_was_purged_by_force_is_not_known_and_sent_again_is_a_new_entry()
    {
        using var temp = new TempVault();
        await using var vault = temp.Open();
        var message = TempVault.Message();
        await TempVault.Store(vault, message);
        await TempVault.Export(vault);
        Assert.Equal(VaultRefusal.ReasonUnusable, (await vault.PurgeForcedAsync([1], "")).Refusal);
        Assert.Equal(VaultRefusal.EntryUnknown, (await vault.PurgeForcedAsync([2], "no such")).Refusal);
        Assert.Equal(1, (await vault.PurgeForcedAsync([1], "asked for by the source")).Count);
        Assert.Equal(VaultRefusal.EntryPurged, (await vault.PurgeForcedAsync([1], "twice")).Refusal);
        Assert.Equal(SubmissionState.Unknown, await TempVault.LookUp(vault, message));
        Assert.True((await TempVault.Store(vault, message)).New);
        Assert.Equal(2, Assert.Single((await TempVault.Export(vault)).Items).Entry);
    }

    [Fact]
    public async Task An_acknowledgement_of_another_ledger_bundle_or_head_changes_nothing()
    {
        using var temp = new TempVault();
        await using var vault = temp.Open();
        await TempVault.Store(vault, TempVault.Message());
        var plan = await TempVault.Export(vault);
        var right = new Acknowledgement(plan.Ledger.Id, 1, plan.Ledger.Head, plan.Day, [new(1, Outcome.Opened)]);
        async Task<VaultRefusal?> Refusal(Acknowledgement wrong) => (await vault.AcknowledgeAsync(wrong, TempVault.Holder)).Refusal;
        Assert.Equal(VaultRefusal.LedgerDiffers, await Refusal(right with { Ledger = default }));
        Assert.Equal(VaultRefusal.BundleUnknown, await Refusal(right with { Bundle = 2 }));
        Assert.Equal(VaultRefusal.HeadDiffers, await Refusal(right with { Head = plan.Ledger.After }));
        Assert.Equal(VaultRefusal.EntryUnknown, await Refusal(right with { Entries = [new(2, Outcome.Opened)] }));
        Assert.Equal(0, (await vault.StatusAsync()).Opened);
        Assert.Null(await Refusal(right));
        Assert.Equal(1, (await vault.StatusAsync()).Opened);
    }

    [Fact]
    public async Task The_log_stays_bounded_however_many_entries_one_command_changes()
    {
        const int pages = 100, stretch = 80; // 500 entries take about 60
        using var temp = new TempVault(inMemory: true);
        long longest = 0;
        temp.Options = temp.Options with
        {
            MostLogPages = pages,
            TestOnlyStep = step =>
            {
                if (step is { File: "vault.log", Action: FileAction.Write }) longest = Math.Max(longest, step.Offset + step.Octets.Length);
                return null;
            },
        };
        await using var vault = temp.Open();
        for (var group = 0; group < 8; group++) await Task.WhenAll(Enumerable.Range(0, 250).Select(_ => TempVault.Store(vault, TempVault.Message(200))));
        var plan = await TempVault.Export(vault);
        var opened = plan.Items.Select(item => new AcknowledgedEntry(item.Entry, Outcome.Opened)).ToArray();
        Assert.Equal(2_000, (await TempVault.Acknowledge(vault, plan, TempVault.Holder, opened)).Moved);
        Assert.InRange(longest, 1, (pages + stretch) * 8_224L);
    }

    [Fact]
    public async Task The_keyring_is_kept_and_has_a_ledger_line()
    {
        using var temp = new TempVault();
        byte[] first = [1, 2, 3], second = [4, 5];
        await using (var vault = temp.Open())
        {
            Assert.Null(vault.SignedKeyring);
            await vault.InstallKeyringAsync(first, Sha256Hash.Of(first));
            await vault.InstallKeyringAsync(second, Sha256Hash.Of(second));
        }

        await using var again = temp.Open();
        Assert.Equal(second, again.SignedKeyring);
        var lines = (await TempVault.Export(again)).Ledger.Lines;
        Assert.Equal([(0, Sha256Hash.Of(first)), (0, Sha256Hash.Of(second))], lines.Select(line => (line.Entry, line.Hash)));
        Assert.All(lines, line => Assert.Equal(LedgerEvent.Keyring, line.Event));
    }
}
