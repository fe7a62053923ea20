using SecureDrop.Certificates;
using SecureDrop.Formats;
using SecureDrop.Formats.Texts;

namespace SecureDrop.Reviewer.Keys;

/// <summary>From when until when new subkeys are sealed to: each until the next begins, the last until a day that leaves no gap.</summary>
/// <param name="SealUntil">Last day of the last subkey; null for the usual: a year, or of a calendar its month and 31 days.</param>
/// <param name="Grace">Days that each stays accepted behind that; null for the usual: couriers may take months.</param>
internal sealed record SealingPlan(DateOnly? SealUntil, int? Grace)
{
    public const int UsualGrace = 180, UsualDays = 365, Overlap = 31;

    public IEnumerable<KeyringLine> Lines(KeyringRole role, Fingerprint primary, IEnumerable<EncryptionSubkey> subkeys, DateOnly today)
    {
        var inOrder = subkeys.OrderBy(subkey => subkey.Created).ToList();
        for (var at = 0; at < inOrder.Count; at++)
        {
            var from = From(inOrder[at], today);
            var until = at + 1 < inOrder.Count ? From(inOrder[at + 1], today).AddDays(-1) : SealUntil ?? UsualEnd(from, today);
            if (until < from) until = from;
            yield return KeyringLine.Sealing(role, primary, inOrder[at].Fingerprint, from, until, until.AddDays(Grace ?? UsualGrace));
        }
    }

    private static DateOnly UsualEnd(DateOnly from, DateOnly today) => from > today ? from.AddMonths(1).AddDays(Overlap - 1) : from.AddDays(UsualDays);

    private static DateOnly From(EncryptionSubkey subkey, DateOnly today)
    {
        var created = DateOnly.FromDateTime(subkey.Created.UtcDateTime);
        return created > today ? created : today;
    }
}
