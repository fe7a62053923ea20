using SecureDrop.Formats;
using SecureDrop.Formats.Texts;
using SecureDrop.Storage.Tests.PowerLoss;

namespace SecureDrop.Storage.Tests.Faults;

/// <summary>
/// A short life of a vault, from an empty directory on, in which one step fails: what is asked must end in an answer that is true, in
/// storage_full that passes when there is space again, or in a vault that stops.
/// </summary>
/// <param name="fault">What fails.</param>
/// <param name="untrue">For the control: one more receipt is noted, for a message that was never stored.</param>
internal sealed class FaultRun(PlannedFault fault, bool untrue = false)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);
    private static readonly byte[] AtRestKey = TempVault.Message(VaultOptions.AtRestKeySize), NextAtRestKey = TempVault.Message(VaultOptions.AtRestKeySize);
    private readonly History _history = new(() => 0, AtRestKey);
    private ExportPlan? _plan;

    /// <summary>Fails the test on a hang, an untrue answer or a loss.</summary>
    public async Task RunAsync()
    {
        using var temp = new TempVault(inMemory: true);
        var files = temp.Options with { AtRestKey = AtRestKey, MostLogPages = 12, BlockOctets = 3_000 };
        try
        {
            var vault = await Task.Run(() => Vault.Open(files with { TestOnlyStep = fault.Step })).WaitAsync(Limit);
            await LiveAsync(vault);
            if (untrue) await NoteUntrueAsync();
            await vault.DisposeAsync().AsTask().WaitAsync(Limit);
        }
        catch (VaultUnavailableException unavailable)
        {
            Assert.Equal(fault.Expected, unavailable.Trouble); // it did not open
        }

        Assert.Null(await Survivor.ViolationAsync(files, _history, 0).WaitAsync(Limit));
    }

    private async Task LiveAsync(Vault vault)
    {
        Func<Task>[] work =
        [
            () => _history.InstallAsync(vault, TempVault.Message(600)),
            () => Task.WhenAll(StoreAsync(vault, 700), StoreAsync(vault, 8_000), StoreAsync(vault, 2_000)),
            () => StoreAsync(vault, 2_500),
            () => ExportAsync(vault),
            () => ReadAsync(vault),
            () => StoreAsync(vault, 400),
            () => Task.WhenAll(StoreAsync(vault, 30_000), StoreAsync(vault, 500)), // the first in several transactions
            () => _history.ResealAsync(vault, NextAtRestKey),
            () => AcknowledgeAsync(vault),
            () => _history.AskAsync(Progress.Purged, Hashes(0, 2), () => vault.PurgeAsync([TempVault.Holder])),
            () => _history.AskAsync(Progress.Forced, Hashes(2, 1), () => vault.PurgeForcedAsync([3], "asked for by the source")),
            () => StoreAsync(vault, 3_500),
            () => _history.SeeHeadAsync(vault),
        ];
        foreach (var one in work)
        {
            if (await TryAsync(vault, one)) continue;
            if (vault.Stopped.IsCompleted) return;
            await TryAsync(vault, () => StoreAsync(vault, 300)); // with the disk as it is now
            fault.Repair();
            var end = DateTime.UtcNow + Limit;
            while (!await TryAsync(vault, one)) // goes on without repair by hand
            {
                Assert.True(DateTime.UtcNow < end, "It does not go on.");
                await Task.Delay(50);
            }
        }
    }

    /// <summary>False when it was not done because of the fault.</summary>
    private async Task<bool> TryAsync(Vault vault, Func<Task> work)
    {
        try
        {
            await work().WaitAsync(Limit);
            return true;
        }
        catch (VaultUnavailableException unavailable)
        {
            Assert.Equal(fault.Expected, unavailable.Trouble);
            if (fault.Expected == VaultTrouble.StorageFull) Assert.False(vault.Stopped.IsCompleted);
            else Assert.Equal(fault.Expected, await vault.Stopped.WaitAsync(Limit));
            return false;
        }
    }

    private async Task<Stored> StoreAsync(Vault vault, int octets)
    {
        var message = TempVault.Message(octets);
        var hash = Sha256Hash.Of(message);
        lock (_history.Messages) _history.Messages[hash] = message;
        return await _history.AskAsync(Progress.Waiting, [hash], () => TempVault.Store(vault, message));
    }

    private Task<bool> NoteUntrueAsync()
    {
        var hash = Sha256Hash.Of("never stored"u8);
        _history.Messages[hash] = [];
        return _history.AskAsync(Progress.Waiting, [hash], () => Task.FromResult(true));
    }

    private async Task ExportAsync(Vault vault)
    {
        (_plan, _) = await vault.BeginExportAsync(null);
        if (_plan is not { } plan) return;
        await _history.AskAsync(
            Progress.TakenOut, plan.Items.Select(item => item.Hash), () => vault.FinishExportAsync(plan.Bundle, Sha256Hash.Of([1]), plan.Ledger.Head));
    }

    private async Task ReadAsync(Vault vault)
    {
        foreach (var item in _plan?.Items ?? [])
            Assert.Equal(_history.Messages[item.Hash], (await vault.ReadAsync(item.Entry)).Octets);
    }

    private async Task AcknowledgeAsync(Vault vault)
    {
        if (_plan is not { } plan) return;
        var opened = plan.Items.Take(2).Select(item => new AcknowledgedEntry(item.Entry, Outcome.Opened)).ToArray();
        await _history.AskAsync(Progress.Opened, Hashes(0, 2), () => TempVault.Acknowledge(vault, plan, TempVault.Holder, opened));
    }

    private Sha256Hash[] Hashes(int skip, int take) => [.. (_plan?.Items ?? []).Skip(skip).Take(take).Select(item => item.Hash)];
}
