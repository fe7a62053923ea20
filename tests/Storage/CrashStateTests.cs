using SecureDrop.Formats;
using SecureDrop.Formats.Texts;

namespace SecureDrop.Storage.Tests;

public sealed class CrashStateTests
{
    [Fact]
    public async Task No_power_loss_takes_what_was_acknowledged() =>
        Assert.Equal("none", await Violation(TestOnlyWeakness.None, 60 * TempVault.Rounds));

    [Theory]
    [InlineData(TestOnlyWeakness.NoLogChecksum)]
    [InlineData(TestOnlyWeakness.NoFlushBeforeAnswer)]
    public async Task With_one_guarantee_less_a_power_loss_is_noticed(TestOnlyWeakness weakness) =>
        Assert.NotEqual("none", await Violation(weakness, 2_000));

    // NoLogBeforeData alone changes nothing that is seen: each commit is flushed before a checkpoint can follow it.

    /// <summary>Runs a mixed load, then starts from so many states that a power loss could leave; stops at the first violation.</summary>
    private static async Task<string> Violation(TestOnlyWeakness weakness, int states)
    {
        using var temp = new TempVault(inMemory: true);
        await using (temp.Open()) { }
        var recorder = new CrashRecorder();
        recorder.Begin(temp.Options.Directory);
        var acknowledged = new List<(int Step, byte[] Message)>();
        var purged = new HashSet<Sha256Hash>();
        temp.Options = temp.Options with { CheckpointPages = 25, TestOnlyStep = recorder.Record, TestOnlyWeakness = weakness };
        await using (var vault = temp.Open())
        {
            for (var round = 0; round < 6; round++)
            {
                var messages = Enumerable.Range(0, 5).Select(_ => TempVault.Message(4_000 + round * 3_000)).ToArray();
                await Task.WhenAll(messages.Select(async message =>
                {
                    await TempVault.Store(vault, message);
                    lock (acknowledged) acknowledged.Add((recorder.Count, message));
                }));
                Assert.False((await TempVault.Store(vault, messages[0])).New);
                var plan = await TempVault.Export(vault);
                await TempVault.Acknowledge(vault, plan, TempVault.Holder, [.. plan.Items.Take(2).Select(item => new AcknowledgedEntry(item.Entry, Outcome.Opened))]);
                purged.UnionWith(plan.Items.Take(2).Select(item => item.Hash));
                if (round % 2 == 1) await vault.PurgeAsync([TempVault.Holder]);
            }
        }

        var random = new Random(20261123);
        var copy = temp.Copy("crashed");
        for (var state = 0; state < states; state++)
        {
            var after = random.Next(recorder.Count + 1);
            recorder.Crash(after, random, copy.Directory);
            if (await Violation(copy, [.. acknowledged.Where(item => item.Step <= after).Select(item => item.Message)], purged) is { } violation)
                return $"state {state} after step {after}: {violation}";
        }

        return "none";
    }

    private static async Task<string?> Violation(VaultOptions files, List<byte[]> acknowledged, HashSet<Sha256Hash> purged)
    {
        try
        {
            await using var vault = Vault.Open(files);
            foreach (var message in acknowledged)
            {
                if (await TempVault.LookUp(vault, message) == SubmissionState.Unknown) return "an acknowledged message is unknown";
            }

            var plan = await TempVault.Export(vault, from: 1);
            if (!LedgerText.TryRead(plan.Ledger.Write(), out _, out var refusal)) return $"the ledger: {refusal}";
            var hashes = plan.Items.Select(item => item.Hash).ToHashSet();
            if (hashes.Count != plan.Items.Count) return "a message is there twice";
            if (!acknowledged.TrueForAll(message => hashes.Contains(Sha256Hash.Of(message)) || purged.Contains(Sha256Hash.Of(message))))
                return "an acknowledged message is not exported";
            foreach (var item in plan.Items)
            {
                if ((await vault.ReadAsync(item.Entry)).Octets is null) return $"entry {item.Entry} cannot be read";
            }

            return (await TempVault.Store(vault, TempVault.Message())).New ? null : "nothing new is taken";
        }
        catch (Exception error) when (error is VaultUnavailableException or Xunit.Sdk.XunitException)
        {
            return error.Message;
        }
    }
}
