using SecureDrop.Formats;
using SecureDrop.Formats.OpenPgp;
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
/// <param name="rate">Requests of all sources.</param>
/// <param name="door">Open or closed.</param>
internal sealed class Intake(Vault vault, KeyringInForce keyring, OctetBudget budget, OctetBudget couriers, RateBucket rate, IntakeSwitch door)
{
    /// <summary>Whether a source's body may begin now.</summary>
    /// <param name="announced">Its octets, if the sender says.</param>
    /// <param name="arrival">Set when the answer is null; the caller disposes it.</param>
    public RefusalCode? Begin(long? announced, out Arrival? arrival)
    {
        arrival = null;
        if (!rate.TryTake()) return RefusalCode.RateLimited;
        if (door.State is IntakeState.Closed or IntakeState.Lockdown or IntakeState.Restore or IntakeState.Clock) return RefusalCode.IntakeClosed;
        if (keyring.Accepting is not { } accepting) return RefusalCode.KeyringUnavailable;

        // One day for the whole body: a message does not turn stale half-way.
        var today = keyring.Today;
        return Begin(budget, announced, subkey => accepting.Judge(subkey, today), out arrival);
    }

    /// <summary>
    /// What a courier brought to the operator comes in whether or not the door is open, also to a subkey past its day: it was sealed in
    /// good time, and its secret half still exists. Once listed destroyed or revoked nobody could, or should, open it.
    /// </summary>
    public RefusalCode? BeginImport(long? announced, out Arrival? arrival)
    {
        arrival = null;
        if (keyring.Current is not { } current) return RefusalCode.KeyringUnavailable;
        var today = keyring.Today;
        Arrival? made = null;
        var refused = Begin(couriers, announced, Judge, out made);
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
        if (!rate.TryTake()) return (RefusalCode.RateLimited, default, default);
        if (!Receipt.TryParse(typed, out var receipt)) return (RefusalCode.ReceiptMalformed, default, default);
        // What is not restored yet is not unknown.
        return vault.IsRestoring ? (RefusalCode.IntakeClosed, receipt, default) : (null, receipt, await vault.LookUpAsync(receipt));
    }

    private RefusalCode? Begin(OctetBudget room, long? announced, RecipientRule rule, out Arrival? arrival)
    {
        arrival = null;
        if (vault.Stopped.IsCompleted) return RefusalCode.StorageFailed;
        if (!vault.HasRoomFor(announced ?? 0)) return RefusalCode.StorageFull;
        if (room.TryEnter(announced) is not { } charge) return RefusalCode.Busy;
        arrival = new Arrival(new MessageReader(rule), charge, vault);
        return null;
    }
}
