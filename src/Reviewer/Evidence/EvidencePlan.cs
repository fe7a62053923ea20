using SecureDrop.Formats;
using SecureDrop.Formats.Texts;
using SecureDrop.Reviewer.Cases;
using SecureDrop.Reviewer.Home;

namespace SecureDrop.Reviewer.Evidence;

/// <summary>All that a bag about some cases needs from a home, but for the custody log, which is still to be written to.</summary>
/// <param name="Cases">In the order given.</param>
/// <param name="Items">Each path once.</param>
internal sealed record EvidencePlan(IReadOnlyList<CaseRecord> Cases, IReadOnlyList<EvidenceItem> Items)
{
    public long Octets => Items.Sum(item => item.Length);

    public static EvidencePlan? Of(HomeFolder home, IReadOnlyList<CaseRecord> cases, out Trouble? trouble)
    {
        trouble = null;
        List<EvidenceItem> items = [.. cases.SelectMany(record => CaseEvidence.Of(home, record))];
        if (items.FirstOrDefault(item => !File.Exists(item.Source)) is { } lost)
        {
            trouble = Trouble.Refused($"{lost.Source} is lost", "open its bundle again, or ask the operator for an export --from an earlier entry, and open that bundle");
            return null;
        }

        var ciphertexts = cases.SelectMany(record => record.Parts).Select(part => Sha256Hash.TryParse(part.Sealed, out var hash) ? hash : default).ToHashSet();
        var bundles = KeptBundles.With(home, ciphertexts).ToList();
        if (ciphertexts.Except(bundles.SelectMany(bundle => bundle.Carried)).FirstOrDefault() is var stray && stray != default)
        {
            var part = cases.SelectMany(record => record.Parts.Select(part => (record.Name, part))).First(one => one.part.Sealed == $"{stray}");
            trouble = Trouble.Refused(
                $"nothing is kept here of the bundle in which {part.Name}/{part.part.Ciphertext} came", "ask the operator for: export --from 1, and open that bundle");
            return null;
        }

        foreach (var (folder, _, _) in bundles)
        {
            var name = Path.GetFileName(folder);
            items.AddRange(Directory.GetFiles(folder).Where(file => Path.GetFileName(file) != KeptBundles.Keyring)
                .Select(file => new EvidenceItem($"{EvidenceFiles.Bundles}/{name}/{Path.GetFileName(file)}", file)));
            items.Add(new EvidenceItem($"{EvidenceFiles.Keyrings}/{name}.asc", Path.Combine(folder, KeptBundles.Keyring)));
        }

        items.Add(new EvidenceItem(EvidenceFiles.Keyring, home.Keyring));
        foreach (var ledger in bundles.GroupBy(bundle => bundle.Info.Ledger))
        {
            if (Stretch(home, ledger.Key, ledger.Max(bundle => bundle.Info.Head.Number)) is not { } lines)
            {
                trouble = Trouble.Refused($"the ledger {ledger.Key} is not here", "it is in no backup of this home; open the bundles again in a new home");
                return null;
            }
            items.Add(new EvidenceItem($"{EvidenceFiles.Ledgers}/{ledger.Key}.txt", null, Octets: lines.Write()));
            if (Acknowledgements.Newest(home, ledger.Key) is { } acknowledgement)
                items.Add(new EvidenceItem($"{EvidenceFiles.Acknowledgements}/{ledger.Key}.asc", acknowledgement));
        }

        return new EvidencePlan(cases, items);
    }

    /// <summary>All lines up to the last bundle of the bag: an operator's signature covers each, and no more is told than must be.</summary>
    private static LedgerText? Stretch(HomeFolder home, LedgerId id, int last) =>
        Ledgers.Read(home) is { } present && present.Id == id && present.Lines.Count >= last ? present with { Lines = [.. present.Lines.Take(last)] }
        : Ledgers.ReadFormer(home, id) is { } former && former.Lines.Count >= last ? former with { Lines = [.. former.Lines.Take(last)] }
        : null;
}
