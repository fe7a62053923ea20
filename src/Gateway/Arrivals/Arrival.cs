using SecureDrop.Formats.OpenPgp;
using SecureDrop.Storage;

namespace SecureDrop.Gateway.Arrivals;

/// <summary>One body on its way in. Disposing wipes what was gathered and frees its share of the budget.</summary>
/// <param name="reader">Judges it as it comes.</param>
/// <param name="charge">Its share of the budget.</param>
/// <param name="vault">Where it ends.</param>
/// <param name="mayStore">Asked once its length is known; null to ask nobody.</param>
internal sealed class Arrival(MessageReader reader, BodyCharge charge, Vault vault, Func<long, bool>? mayStore) : IDisposable
{
    private bool _late;

    /// <summary>Cancelled when the octet budget needs this body's room.</summary>
    public CancellationToken Evicted => charge.Evicted;

    /// <summary>Sealed to a subkey past its day: only a courier's import comes so far.</summary>
    public void MarkLate() => _late = true;

    /// <summary>The next octets; null as long as more may come.</summary>
    public RefusalCode? Take(ReadOnlySpan<byte> octets)
    {
        if (!charge.Take(octets.Length)) return RefusalCode.Busy;
        return reader.Read(octets) is { } refusal ? RefusalCode.Of(refusal) : null;
    }

    /// <summary>The body has ended: judged whole, and stored durably before this returns.</summary>
    /// <exception cref="VaultUnavailableException">Nothing is promised.</exception>
    public async Task<(RefusalCode? Refused, Accepted? Accepted)> FinishAsync()
    {
        // Whoever waits for the vault brings nothing any more and would pass for the slowest; to evict it would free no octet, only their count.
        if (!charge.Pin()) return (RefusalCode.Busy, null);
        var refusal = reader.Finish(out var message);
        if (message is null) return (RefusalCode.Of(refusal ?? Refusal.BodyEmpty), null);
        using (message)
        {
            if (mayStore?.Invoke(message.Octets.Length) == false) return (RefusalCode.DayFull, null);
            // Not to be cancelled: a message that is here is stored, though the line may be cut meanwhile; sent again it gets the same receipt.
            var stored = await vault.StoreAsync(message, _late, CancellationToken.None);
            return (null, new Accepted(message.Receipt, stored.New, stored.State, _late));
        }
    }

    public void Dispose()
    {
        reader.Dispose();
        charge.Dispose();
    }
}
