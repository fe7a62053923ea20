using System.Text.Json;
using SecureDrop.Formats.Texts;

namespace SecureDrop.Soak;

/// <summary>What the operator does, and what the history is to know of it.</summary>
internal sealed class OperatorDesk(World world, History history, People people, Sealery sealery)
{
    private int _sticks;
    private List<Item>? _unfinished;

    /// <summary>Bundles that were written and told, in order.</summary>
    public List<Stick> Bundles { get; } = [];

    public string NewStick() => world.NewFolder($"stick-{++_sticks:D4}");

    /// <param name="from">As `--from`, or null.</param>
    /// <param name="stick">Where to.</param>
    /// <param name="killAfter">The operator's program.</param>
    /// <param name="mayFail">The stick is full or pulled, or the gateway is killed meanwhile.</param>
    /// <returns>The bundle; null when there was nothing new, or it was lost.</returns>
    public async Task<Stick?> ExportAsync(int? from, string stick, TimeSpan? killAfter = null, bool mayFail = false)
    {
        // An export that was not finished is planned again as it was: what came after it waits for the one behind.
        var before = _unfinished ?? history.With(items => items.Where(item => item.Answered).ToList());
        _unfinished = before;
        history.BeginExport();
        string[] more = from is { } entry ? ["--from", $"{entry}"] : [];
        var run = await people.OperatorAsync(["export", "--to", stick, "--signing-key", "desk.secret.asc", "--passphrase-file", world.Passphrase, "--json", .. more], killAfter);
        if (run.Done)
        {
            history.EndExport();
            _unfinished = null;
        }

        // After a failed one the gateway may still be about it, until the next.
        run.Expect(mayFail ? [0, 1, 3] : [0]);
        if (!run.Done)
        {
            history.Count(run.Exit is null ? "exports killed" : "exports failed");
            return null;
        }

        if (JsonDocument.Parse(run.Output).RootElement.GetProperty("folder").GetString() is not { } folder) return null;
        if (!Directory.Exists(folder) && mayFail) return null;
        var bundle = Stick.Read(folder);
        bundle.Judge(history);
        foreach (var one in bundle.Items.Keys.Select(history.At).OfType<Item>())
            history.Change(one, item => item.AtLeast = item.AtLeast < Said.TakenOut && !item.Forced ? Said.TakenOut : item.AtLeast);
        foreach (var item in before)
            if (history.With(_ => item is { Entry: 0, Forced: false })) throw new ViolationException($"{item.Hash} had its receipt before {folder} was begun, and is not in the ledger");
        history.Count("bundles");
        history.Count("items exported", bundle.Items.Count);
        Bundles.Add(bundle);
        return bundle;
    }

    public async Task AcknowledgeAsync(string file, bool byHolder, TimeSpan? killAfter = null)
    {
        var opened = Opened(file);
        foreach (var item in opened)
            history.Change(item, one => (one.AtMost, one.MayBeOpenedByHolder) = (Said.Opened, one.MayBeOpenedByHolder || byHolder));
        var run = await people.OperatorAsync(["acknowledge", file], killAfter);
        run.Expect(0);
        if (!run.Done) return;
        foreach (var item in opened)
            history.Change(item, one => { if (!one.Forced) (one.AtLeast, one.OpenedByHolder) = (Said.Opened, one.OpenedByHolder || byHolder); });
        history.Count("acknowledgements");
    }

    public async Task PurgeAsync(TimeSpan? killAfter = null)
    {
        foreach (var item in history.With(items => items.Where(item => item.MayBeOpenedByHolder).ToList())) history.Change(item, one => one.MayBePurged = true);
        var run = await people.OperatorAsync(["purge"], killAfter);
        run.Expect(0);
        if (!run.Done) return;
        foreach (var item in history.With(items => items.Where(item => item is { OpenedByHolder: true, Forced: false, Purged: false }).ToList()))
        {
            history.Change(item, one => one.Purged = true);
            history.Count("purged");
        }
    }

    public async Task PurgeForcedAsync(Random random)
    {
        var some = history.With(items => items.Where(item => item is { Entry: > 0, MayBePurged: false, Forced: false, Answered: true }).ToList());
        if (some.Count == 0) return;
        var item = some[random.Next(some.Count)];
        history.Force(item);
        (await people.OperatorAsync(["purge", "--forced", $"{item.Entry}", "--reason", "the sender asked for it"])).Expect(0);
        history.Count("purged by force");
    }

    /// <summary>A courier brings files sealed on another machine by the real program: new ones, one twice, and one that is none.</summary>
    public async Task ImportAsync(Random random, TimeSpan? killAfter)
    {
        var items = sealery.Seal(random);
        foreach (var item in items) history.Change(item, one => (one.Tries, one.ByHand) = (1, true));
        var none = world.At("none.pgp");
        await File.WriteAllTextAsync(none, "not a message");
        var run = await people.OperatorAsync(["import", "--json", .. items.Select(item => item.File), none, items[0].File], killAfter);
        run.Expect(1);
        foreach (var item in items) history.Change(item, one => one.ByHand = false);
        if (run.Exit is null) return;
        var said = JsonDocument.Parse(run.Output).RootElement.EnumerateArray().ToList();
        string?[] outcomes = [.. said.Select(one => one.GetProperty("outcome").GetString())];
        if (!outcomes.SequenceEqual([.. items.Select(_ => "new"), "refused", "duplicate"])) throw new ViolationException($"import said {string.Join(", ", outcomes)}");
        for (var at = 0; at < items.Count; at++) history.Answer(items[at], true, said[at].GetProperty("receipt").GetString() ?? "", false, true);
        history.Count("imported", items.Count);
    }

    public async Task ChangeAtRestKeyAsync(TimeSpan? killAfter)
    {
        var before = Directory.Exists(world.At("keys")) ? File.ReadAllBytes(world.AtRestKey) : [];
        var run = await people.OperatorAsync(["at-rest-key", "rotate", "--key", world.AtRestKey], killAfter);
        run.Expect(0);
        if (!run.Done) (await people.OperatorAsync(["at-rest-key", "rotate", "--key", world.AtRestKey])).Expect(0);
        if (File.ReadAllBytes(world.AtRestKey).AsSpan().SequenceEqual(before)) throw new ViolationException("the at-rest key is the old one after its rotation");
        history.Count("at-rest keys changed");
    }

    /// <summary>Entries that an acknowledgement says are opened, as items; strictly read.</summary>
    private List<Item> Opened(string file)
    {
        if (!SignedText.TryRead(File.ReadAllBytes(file), out var frame, out var refusal) || !Acknowledgement.TryRead(frame.Text.Span, out var text, out refusal))
            throw new ViolationException($"{file}: {refusal}");
        // An entry that was purged by force and came again is another one now.
        return [.. text.Entries.Where(line => line.Outcome == Outcome.Opened).Select(line => history.At(line.Entry) is { } item && item.Entry == line.Entry ? item : null).OfType<Item>()];
    }
}
