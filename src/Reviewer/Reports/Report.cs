using SecureDrop.Formats.Testimonies;
using SecureDrop.Formats.Texts;
using SecureDrop.Reviewer.Home;
using SecureDrop.Reviewer.Triage;

namespace SecureDrop.Reviewer.Reports;

/// <summary>What a report tells, before it is in any language. It holds no time of its own making: the same home gives the same report.</summary>
internal sealed class Report
{
    /// <param name="reading">All cases of the home; the operator's canaries are passed over.</param>
    /// <param name="chosen">Those to tell of; null for all, and then the entries that did not open are told of too.</param>
    /// <param name="root">The home's folder, whose name tells of its owner and stays out.</param>
    public Report(CaseReading reading, IReadOnlyList<CaseFacts>? chosen, string root)
    {
        List<CaseFacts> told = [.. reading.Cases.Where(one => !one.IsCanary)];
        Cases =
        [
            .. (chosen ?? told).Select(OverAllVersions).OrderBy(one => one.Incident?.First ?? DateOnly.MaxValue).ThenBy(one => one.Incident?.Last ?? DateOnly.MaxValue)
                .ThenBy(one => one.Name, StringComparer.Ordinal),
        ];
        CasesInAll = told.Count;
        Ledger = reading.Arrivals.Ledger;
        Failed = chosen is null ? reading.Arrivals.Failed : [];
        Damaged = chosen is null ? [.. reading.Damaged.Select(one => one.Replace(root, "HOME", StringComparison.Ordinal))] : [];
        var lastDays = reading.Cases.Select(one => one.LastDay).Append(Ledger?.Lines is [.., var last] ? last.Day : null);
        Timeline = new Timeline(Cases, lastDays.Max());
        Bursts = Rhythm.Bursts(Timeline);
        Gaps = Rhythm.Gaps(Timeline);
    }

    /// <summary>In the order of what they tell of; those without a date last.</summary>
    public IReadOnlyList<CaseFacts> Cases { get; }

    public int CasesInAll { get; }

    /// <summary>Null when it is not here or cannot be read.</summary>
    public LedgerText? Ledger { get; }
    public IReadOnlyList<EntryState> Failed { get; }

    /// <summary>What of the home could not be read, each in words.</summary>
    public IReadOnlyList<string> Damaged { get; }
    public Timeline Timeline { get; }
    public IReadOnlyList<Stretch> Bursts { get; }
    public IReadOnlyList<Stretch> Gaps { get; }

    /// <summary>What contradicting versions of a testimony say together: one no is a no, and one that says nothing allows nothing.</summary>
    private static CaseFacts OverAllVersions(CaseFacts one)
    {
        if (!one.Record.InConflict) return one;
        var said = one.Record.Versions.Select(version => CaseText.Testimony(one.Folder, version)).ToList();
        return one with { Consent = new Consent(Together(said => said.Court), Together(said => said.Archive), Together(said => said.Publication)), HasWishes = said.Any(one => one?.Safety is not null) };

        bool? Together(Func<Consent, bool?> use)
        {
            var answers = said.Select(one => one?.Consent is { } consent ? use(consent) : null).ToList();
            return answers.Contains(false) ? false : answers.Contains(null) ? null : true;
        }
    }
}
