using System.Text.Json;
using System.Text.RegularExpressions;

namespace SecureDrop.Soak;

/// <summary>One reviewer's isolated machine: what was opened there, and the cases that must come of it.</summary>
internal sealed partial class ReviewerDesk(string name, bool holder, World world, History history, People people, OperatorDesk desk)
{
    private readonly HashSet<Item> _opened = [];
    private int _next;

    /// <summary>Acknowledgements written here, the oldest first.</summary>
    public List<string> Written { get; } = [];

    public bool IsBehind => _next < desk.Bundles.Count;

    /// <summary>Opens what has come since, in order. Where one was lost on its way, the operator is asked for what the program says.</summary>
    public async Task OpenAsync(TimeSpan? killAfter)
    {
        while (IsBehind)
        {
            var bundle = desk.Bundles[_next];
            var run = await OpenAsync(bundle, killAfter);
            killAfter = null;
            if (run.Exit is null) continue; // the same again finishes it
            if (run.Exit == 1 && From().Match(run.Errors) is { Success: true } hint)
            {
                var at = desk.Bundles.Count;
                if (await desk.ExportAsync(int.Parse(hint.Groups[1].ValueSpan), desk.NewStick()) is null) throw new ViolationException($"export --from {hint.Groups[1]} brought nothing: {run.Errors}");
                // It tells all that the skipped ones told.
                _next = at;
                history.Count("gaps mended");
                if ((await OpenAsync(desk.Bundles[at], null)).Expect(0).Done) _next++;
                continue;
            }

            run.Expect(0);
            _next++;
        }
    }

    /// <summary>An older one again: nothing changes.</summary>
    public async Task ReplayAsync(Random random)
    {
        if (_next == 0) return;
        var old = desk.Bundles[random.Next(Math.Max(0, _next - 20), _next)];
        if (!Directory.Exists(old.Folder)) return;
        (await people.HomeAsync(name, ["open", old.Folder, "--passphrase-file", world.Passphrase, "--json"])).Expect(0, 1);
        history.Count("bundles replayed");
    }

    public async Task<string?> AcknowledgeAsync(TimeSpan? killAfter)
    {
        if (_next == 0) return null;
        var folder = world.NewFolder($"back-{name}-{Written.Count:D4}");
        var run = await people.HomeAsync(name, ["acknowledge", "--to", folder, "--passphrase-file", world.Passphrase], killAfter);
        run.Expect(0);
        if (!run.Done) return null;
        Written.Add(Directory.GetFiles(folder, "*.asc").Single());
        return Written[^1];
    }

    public Task HandInAsync(string file, TimeSpan? killAfter = null) => desk.AcknowledgeAsync(file, holder, killAfter);

    /// <summary>A testimony is a case exactly once, complete exactly when all its parts have come, and its account is what was sent.</summary>
    public async Task JudgeAsync()
    {
        var cases = world.At($"home-{name}/cases");
        var said = (await people.HomeAsync(name, ["list", "--json"])).Expect(0);
        var list = JsonDocument.Parse(said.Output).RootElement;
        if (list.GetProperty("damaged").GetArrayLength() > 0) throw new ViolationException($"{name}: {list.GetProperty("damaged")}");
        if (list.GetProperty("failed").GetArrayLength() > 0) throw new ViolationException($"{name}: entries failed: {list.GetProperty("failed")}");
        var found = new Dictionary<string, string>();
        var withoutFirst = 0;
        foreach (var one in list.GetProperty("cases").EnumerateArray())
        {
            var (folder, state) = (one.GetProperty("case").GetString() ?? "", one.GetProperty("state").GetString() ?? "");
            var message = Path.Combine(cases, folder, "message.txt");
            if (!File.Exists(message) && state == "incomplete") withoutFirst++;
            else if (!found.TryAdd(File.ReadAllText(message), state)) throw new ViolationException($"{name}: {folder} is a second case of one testimony");
        }

        var testimonies = _opened.GroupBy(item => item.Account).ToList();
        foreach (var one in testimonies.Where(one => one.Any(item => item.Part == 1)))
        {
            var expected = one.Count() == one.First().Parts ? "complete" : "incomplete";
            if (!found.Remove(one.Key, out var state)) throw new ViolationException($"{name}: no case of `{one.Key.Split('\n')[0]}`, whose first part was opened");
            if (state != expected) throw new ViolationException($"{name}: `{one.Key.Split('\n')[0]}` is {state}, but {expected}: {one.Count()} of {one.First().Parts} parts came");
        }

        if (found.Count > 0) throw new ViolationException($"{name}: a case of what nobody sent: {found.Keys.First()}");
        if (withoutFirst != testimonies.Count(one => one.All(item => item.Part != 1))) throw new ViolationException($"{name}: {withoutFirst} cases without a first part");
        history.Count("cases judged", testimonies.Count);
    }

    private async Task<Child> OpenAsync(Stick bundle, TimeSpan? killAfter)
    {
        if (!Directory.Exists(bundle.Folder)) throw new InvalidOperationException($"{bundle.Folder} is gone.");
        var run = await people.HomeAsync(name, ["open", bundle.Folder, "--passphrase-file", world.Passphrase, "--json"], killAfter);
        if (run.Done)
        {
            foreach (var item in bundle.Items.Keys.Select(history.At).OfType<Item>()) _opened.Add(item);
            history.Count("bundles opened");
        }

        return run;
    }

    [GeneratedRegex(@"export --from (\d+)")]
    private static partial Regex From();
}
