using System.Text.Json;

namespace SecureDrop.Reviewer.Home;

/// <summary>What this machine has opened of its present ledger (HOME/state.json).</summary>
internal sealed record MachineState(IReadOnlyList<OpenedBundle> Bundles, IReadOnlyList<EntryState> Entries)
{
    public static MachineState Empty { get; } = new([], []);

    public static MachineState Read(HomeFolder home)
    {
        if (!File.Exists(home.State)) return Empty;
        using var file = File.OpenRead(home.State);
        return JsonSerializer.Deserialize(file, HomeJson.Default.MachineState) ?? Empty;
    }

    public void Write(HomeFolder home) => PrivateFile.Replace(home.State, JsonSerializer.SerializeToUtf8Bytes(this, HomeJson.Default.MachineState));

    /// <summary>The same with these bundles and entries added or replaced, in order.</summary>
    public MachineState With(OpenedBundle bundle, IEnumerable<EntryState> entries)
    {
        var byNumber = Entries.ToDictionary(entry => entry.Entry);
        foreach (var entry in entries) byNumber[entry.Entry] = entry;
        return new([.. Bundles.Where(other => other.Number != bundle.Number), bundle], [.. byNumber.Values.OrderBy(entry => entry.Entry)]);
    }
}
