using SecureDrop.Formats;
using SecureDrop.Formats.Texts;

namespace SecureDrop.Storage.Tests.PowerLoss;

/// <summary>Starts from what a power loss left, and asks for all that was promised.</summary>
internal static class Survivor
{
    /// <summary>The first broken promise; null when all are kept.</summary>
    /// <param name="files">The vault as it was left.</param>
    /// <param name="history">What was promised.</param>
    /// <param name="step">How many steps were done when the power went.</param>
    public static async Task<string?> ViolationAsync(VaultOptions files, History history, int step)
    {
        try
        {
            await using var vault = Open(files, history, step);
            return await ViolationAsync(vault, history, step);
        }
        catch (Exception error) when (error is VaultUnavailableException or Xunit.Sdk.XunitException)
        {
            return error.Message;
        }
    }

    /// <summary>As a gateway starts: by the key it was given, or by the one that was to follow it.</summary>
    public static Vault Open(VaultOptions files, History history, int step)
    {
        foreach (var key in history.AtRestKeysAt(step).SkipLast(1))
        {
            try
            {
                return Vault.Open(files with { AtRestKey = key });
            }
            catch (VaultUnavailableException error) when (error.Trouble == VaultTrouble.AtRestKey)
            {
                // The next one.
            }
        }

        return Vault.Open(files with { AtRestKey = history.AtRestKeysAt(step).Last() });
    }

    private static async Task<string?> ViolationAsync(Vault vault, History history, int step)
    {
        var before = await vault.StatusAsync();
        if (!history.MayHold(vault.SignedKeyring, step)) return "not the keyring that was installed";

        var (plan, _) = await vault.BeginExportAsync(from: 1);
        if (plan is null) return "no export";
        if (!LedgerText.TryRead(plan.Ledger.Write(), out _, out var refusal)) return $"the ledger: {refusal}";
        var head = plan.Ledger.After;
        var chain = plan.Ledger.Lines.Select(line => head = head.After(line)).Prepend(plan.Ledger.After).ToHashSet();
        if (!chain.Contains(before.Head)) return "the vault's head is not on its own chain";
        if (!history.HeadsBefore(step).All(chain.Contains)) return "a head that was told is not on the chain";

        var items = plan.Items.Select(item => item.Hash).ToHashSet();
        if (items.Count != plan.Items.Count) return "a message is there twice";
        var read = await Task.WhenAll(plan.Items.Select(item => vault.ReadAsync(item.Entry)));
        for (var at = 0; at < read.Length; at++)
        {
            if (!history.Messages.TryGetValue(plan.Items[at].Hash, out var message)) return "a message that nobody sent";
            if (!message.AsSpan().SequenceEqual(read[at].Octets)) return $"entry {plan.Items[at].Entry} is not whole: {read[at].Refusal}";
        }

        var hashes = history.Messages.Keys.ToArray();
        var states = await Task.WhenAll(hashes.Select(hash => vault.LookUpAsync(Receipt.Of(hash))));
        for (var at = 0; at < hashes.Length; at++)
        {
            if (Violation(states[at], items.Contains(hashes[at]), history.Of(hashes[at], step)) is { } violation) return violation;
        }

        if (before.Waiting != states.Count(state => state == SubmissionState.Waiting)) return "the counters are not those of what is there";
        if (hashes.Length > 0 && items.Contains(hashes[^1]) && (await TempVault.Store(vault, history.Messages[hashes[^1]])).New) return "a message is taken twice";
        return (await TempVault.Store(vault, TempVault.Message(500))).New ? null : "nothing new is taken";
    }

    private static string? Violation(SubmissionState state, bool there, (Progress Least, Progress Most) may)
    {
        var seen = (state, there) switch
        {
            (SubmissionState.Unknown, false) => may.Most == Progress.Forced && may.Least != Progress.Absent ? Progress.Forced : Progress.Absent,
            (SubmissionState.Waiting, true) => Progress.Waiting,
            (SubmissionState.TakenOut, true) => Progress.TakenOut,
            (SubmissionState.Opened, true) => Progress.Opened,
            (SubmissionState.Opened, false) => Progress.Purged,
            _ => (Progress?)null,
        };
        if (seen is null) return $"half there: {state}, {(there ? "" : "not ")}in the export";
        return seen >= may.Least && seen <= may.Most ? null : $"{seen}, not {may.Least} to {may.Most}";
    }
}
