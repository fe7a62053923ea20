using SecureDrop.Formats.Control;

namespace SecureDrop.Operator.Doctor.Facts;

/// <summary>Every stored ciphertext, read back and compared with its SHA-256 by the gateway.</summary>
internal sealed record ScanFacts(int Items, long Octets, IReadOnlyList<ScanDamaged> Damaged)
{
    /// <summary>Slice by slice, so that sources are served in between.</summary>
    /// <param name="desk">Whose gateway.</param>
    /// <param name="expected">How many there are about; for the words on stderr only.</param>
    /// <param name="stop">Ends it between two slices.</param>
    public static async Task<Seen<ScanFacts>> GatherAsync(Desk desk, int expected, CancellationToken stop)
    {
        var (items, octets, damaged) = (0, 0L, new List<ScanDamaged>());
        try
        {
            for (int? from = 0; from is { } place;)
            {
                var slice = await desk.Gateway.ScanAsync(place, stop);
                (items, octets, from) = (items + slice.Items, octets + slice.Octets, slice.Next);
                damaged.AddRange(slice.Damaged);
                if (from is not null) desk.Report.Progress($"vault: {items} of {Math.Max(items, expected)} read back");
            }
        }
        catch (TroubleException trouble)
        {
            return Seen<ScanFacts>.Not($"it ended after {items}: {trouble.Message}");
        }

        return new ScanFacts(items, octets, damaged);
    }
}
