using SecureDrop.Formats.Testimonies;
using SecureDrop.Formats.Texts;
using SecureDrop.Reviewer.Bundles;
using SecureDrop.Reviewer.Commands;
using SecureDrop.Reviewer.Home;

namespace SecureDrop.Reviewer.Opening;

/// <summary>What opening a bundle did, and what a person must hear about it.</summary>
/// <param name="Bundle">What was opened.</param>
/// <param name="Before">What this machine had opened before it.</param>
/// <param name="Cases">Those that were touched.</param>
/// <param name="Entries">Those that were opened, or tried, now.</param>
/// <param name="OpenedBefore">Entries of the bundle that had been opened before and still lie here: they were not opened again.</param>
internal sealed record OpenReport(CheckedBundle Bundle, MachineState Before, IReadOnlyList<CaseSummary> Cases, IReadOnlyDictionary<int, EntryState> Entries,
    IReadOnlySet<int> OpenedBefore)
{
    public IEnumerable<string> Warnings(int ownEpoch)
    {
        var info = Bundle.Manifest.Info;
        var acknowledged = Before.Entries.Where(entry => entry.Acknowledged).Select(entry => entry.Entry).ToHashSet();
        foreach (var line in Bundle.Story.NewLines.Where(line => line.Event == LedgerEvent.Forced))
            yield return $"entry {line.Entry} was purged by force on {line.Day:yyyy-MM-dd}: {SafeName.Show(line.Reason ?? "")}";
        var purged = Bundle.Story.NewLines.Where(line => line.Event == LedgerEvent.Purged).Select(line => line.Entry);
        var unknown = purged.Where(entry => !acknowledged.Contains(entry)).ToList();
        if (unknown.Count > 0) yield return $"purged without an acknowledgement that this machine made: {(unknown.Count == 1 ? "entry" : "entries")} {Ranges.Of(unknown)}";
        var previous = Before.Bundles.FirstOrDefault(bundle => bundle.Number == info.Bundle - 1);
        if (previous is not null && previous.TagManifest != $"{info.PreviousBundle}")
            yield return $"bundle {info.Bundle} follows another bundle {previous.Number} than the one opened here; the ledgers agree";
        if (info.KeyringEpoch > ownEpoch)
            yield return $"the gateway follows keyring epoch {info.KeyringEpoch}, this machine has {ownEpoch}: securedrop-reviewer init --keyring FILE";
    }
}
