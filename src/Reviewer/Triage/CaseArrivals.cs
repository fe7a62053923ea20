using System.Text.Json;
using SecureDrop.Formats.Texts;
using SecureDrop.Reviewer.Home;

namespace SecureDrop.Reviewer.Triage;

/// <summary>
/// By which entries each case came: joined from this machine's states and ledgers, the present and those it left behind. Case folders
/// know nothing of them. What is damaged is named and passed over: cases must be readable without their ledger.
/// </summary>
internal sealed class CaseArrivals
{
    private readonly Dictionary<string, List<CaseArrival>> _byCase = [];
    private readonly List<string> _damaged = [];
    private readonly List<EntryState> _failed = [];

    public CaseArrivals(HomeFolder home)
    {
        if (Directory.Exists(home.FormerLedgers))
            foreach (var folder in Directory.GetDirectories(home.FormerLedgers).Order(StringComparer.Ordinal)) Add(HomeFolder.ForReading(folder));
        _failed.Clear();
        Ledger = Add(home);
    }

    /// <summary>The present ledger; null before the first bundle, or when it is damaged.</summary>
    public LedgerText? Ledger { get; }

    /// <summary>Files that could not be read, each in words.</summary>
    public IReadOnlyList<string> Damaged => _damaged;

    /// <summary>Entries of the present ledger that did not open; their ciphertexts lie in HOME/failed.</summary>
    public IReadOnlyList<EntryState> Failed => _failed;

    /// <summary>In the order of days, then of entries.</summary>
    public IReadOnlyList<CaseArrival> Of(string name) =>
        _byCase.TryGetValue(name, out var found) ? [.. found.OrderBy(one => one.Day).ThenBy(one => one.Entry)] : [];

    private LedgerText? Add(HomeFolder folder)
    {
        var ledger = Read(() => Ledgers.Read(folder));
        var state = Read(() => MachineState.Read(folder)) ?? MachineState.Empty;
        _failed.AddRange(state.Entries.Where(entry => entry is { Outcome: Outcome.Failed, Case: null }));
        if (ledger is null) return null;
        var stored = new Dictionary<int, LedgerLine>();
        foreach (var line in ledger.Lines)
            if (line.Event == LedgerEvent.Stored) stored[line.Entry] = line;
        var bundles = state.Bundles.OrderBy(bundle => bundle.Line).ToList();
        foreach (var entry in state.Entries)
        {
            if (entry.Case is not { } name || !stored.TryGetValue(entry.Entry, out var line)) continue;
            if (!_byCase.TryGetValue(name, out var arrivals)) _byCase[name] = arrivals = [];
            arrivals.Add(new CaseArrival(ledger.Id, entry.Entry, line.Day, bundles.Find(bundle => bundle.Line >= line.Number)?.Number, line.Hash));
        }

        return ledger;
    }

    private T? Read<T>(Func<T?> read)
        where T : class
    {
        try
        {
            return read();
        }
        catch (Exception trouble) when (trouble is InvalidDataException or JsonException)
        {
            _damaged.Add(trouble.Message);
            return null;
        }
    }
}
