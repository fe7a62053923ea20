using SecureDrop.Formats;
using SecureDrop.Formats.OpenPgp;
using SecureDrop.Formats.Puzzles;
using SecureDrop.Formats.Texts;
using SecureDrop.Storage;

namespace SecureDrop.Gateway.Arrivals;

/// <summary>
/// The rule of the door: takes octets, returns a value, and has never heard of HTTP. Octets go from the caller's buffer straight into the
/// grammar; only a whole accepted message reaches the vault.
/// </summary>
/// <param name="vault">Where messages end.</param>
/// <param name="keyring">To whom they may be sealed.</param>
/// <param name="budget">Octets of all sources in flight.</param>
/// <param name="couriers">Octets of all imports in flight: the operator does not wait behind a flood.</param>
/// <param name="lanes">Requests of all sources, by the way they come.</param>
/// <param name="puzzles">The lane of those who have worked for it.</param>
/// <param name="quota">Octets of a day.</param>
/// <param name="door">Open or closed.</param>
internal sealed class Intake(
    Vault vault, KeyringInForce keyring, OctetBudget budget, OctetBudget couriers, Lanes lanes, PuzzleLane puzzles, DailyQuota quota, IntakeSwitch door)
{
    /// <summary>Whether a source's body may begin now.</summary>
    /// <param name="knock">What the sender says of it.</param>
    /// <param name="arrival">Set when the answer is null; the caller disposes it.</param>
    public RefusalCode? Begin(Knock knock, out Arrival? arrival)
    {
        arrival = null;
        // Before any puzzle: nobody works for a door that is closed.
        if (door.State is IntakeState.Closed or IntakeState.Lockdown or IntakeState.Restore or IntakeState.Clock) return RefusalCode.IntakeClosed;
        if (keyring.Accepting is not { } accepting) return RefusalCode.KeyringUnavailable;

        // One day for the whole body: a message does not turn stale half-way.
        var today = keyring.Today;
        if (Enter(knock, out var solved) is { } refused) return refused;
        if (Full(knock.Announced) is { } full) return full;
        if (!quota.Allows(knock.Announced ?? 0, solved))
            return !solved && !knock.IsForm && quota.Allows(knock.Announced ?? 0, solved: true) ? RefusalCode.PuzzleRequired : RefusalCode.DayFull;
        return Begin(budget, knock.Announced, subkey => accepting.Judge(subkey, today), octets => quota.Allows(octets, solved), out arrival);
    }

    /// <summary>A puzzle for the body with this SHA-256: see <see cref="RefusalCode.PuzzleRequired"/>.</summary>
    public Puzzle Ask(Sha256Hash digest) => puzzles.Ask(digest);

    /// <summary>
    /// What a courier brought to the operator comes in whether or not the door is open, also to a subkey past its day: it was sealed in
    /// good time, and its secret half still exists. Once listed destroyed or revoked nobody could, or should, open it.
    /// </summary>
    public RefusalCode? BeginImport(long? announced, out Arrival? arrival)
    {
        arrival = null;
        if (keyring.Current is not { } current) return RefusalCode.KeyringUnavailable;
        var today = keyring.Today;
        if (Full(announced) is { } full) return full;
        Arrival? made = null;
        var refused = Begin(couriers, announced, Judge, null, out made);
        arrival = made;
        return refused;

        Refusal? Judge(KeyId subkey)
        {
            var refusal = current.Judge(subkey, today);
            if (refusal is not Refusal.RecipientRetired || current.OwnLine(subkey)?.Status is not KeyringStatus.Live) return refusal;
            made?.MarkLate();
            return null;
        }
    }

    /// <summary>The state of a receipt. A mistyped one is told from an unknown one by its check digit alone.</summary>
    public async Task<(RefusalCode? Refused, Receipt Receipt, SubmissionState State)> LookUpAsync(string typed)
    {
        if (!lanes.Receipts.TryTake()) return (RefusalCode.RateLimited, default, default);
        if (!Receipt.TryParse(typed, out var receipt)) return (RefusalCode.ReceiptMalformed, default, default);
        // What is not restored yet is not unknown.
        return vault.IsRestoring ? (RefusalCode.IntakeClosed, receipt, default) : (null, receipt, await vault.LookUpAsync(receipt));
    }

    /// <summary>By the lane of puzzles whoever has solved one, whether or not the other is open; a wrong solution is as good as none.</summary>
    private RefusalCode? Enter(Knock knock, out bool solved)
    {
        var judgement = knock is { Solution: { } solution, Digest: { } digest } ? puzzles.Enter(solution, digest) : PuzzleJudgement.Wrong;
        solved = judgement == PuzzleJudgement.Entered;
        if (solved || lanes.Of(knock).TryTake()) return null;
        return knock.IsForm || puzzles.IsEmpty ? RefusalCode.RateLimited : RefusalCode.PuzzleRequired;
    }

    private RefusalCode? Full(long? announced) =>
        vault.Stopped.IsCompleted ? RefusalCode.StorageFailed : vault.HasRoomFor(announced ?? 0) ? null : RefusalCode.StorageFull;

    private RefusalCode? Begin(OctetBudget room, long? announced, RecipientRule rule, Func<long, bool>? mayStore, out Arrival? arrival)
    {
        arrival = null;
        if (room.TryEnter(announced) is not { } charge) return RefusalCode.Busy;
        arrival = new Arrival(new MessageReader(rule), charge, vault, mayStore);
        return null;
    }
}
