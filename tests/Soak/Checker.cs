using System.Diagnostics;
using System.Text.Json;

namespace SecureDrop.Soak;

/// <summary>Holds the model of the whole history against what the programs say and what lies on the disk. The crowd must be paused.</summary>
internal sealed class Checker(World world, History history, Crowd crowd, People people, OperatorDesk desk, string mark)
{
    private const int Atonce = 16;
    private HashSet<string>? _findings;

    /// <summary>Everyone who began to send gets an answer now; no state goes back, and the counters add up to what was answered.</summary>
    public async Task ReceiptsAsync(Random random, int most)
    {
        await Parallel.ForEachAsync(history.With(items => items.Where(item => !item.Answered && item.Tries > 0).ToList()), Few, async (item, _) => await crowd.SendAsync(item));
        await AskAsync([.. history.With(items => items.Where(item => item.Answered).OrderBy(_ => random.Next()).Take(most).ToList())]);

        var status = JsonDocument.Parse((await people.OperatorAsync(["status", "--json"])).Expect(0).Output).RootElement;
        var told = new[] { "waiting", "takenOut", "opened", "purged" }.Sum(state => status.GetProperty(state).GetInt32());
        var known = history.With(items => items.Count(item => item.Answered)) + history.Forced;
        if (told != known) throw new ViolationException($"status tells of {told} submissions, receipts were given for {known}");
    }

    public Task AskAsync(IReadOnlyCollection<Item> items) => Parallel.ForEachAsync(items, Few, async (item, _) =>
    {
        if (!await crowd.AskAsync(item)) throw new ViolationException($"receipt {item.Receipt} got no answer");
    });

    /// <summary>Everything once more, from line 1: the ledger whole, each item that was not purged there and as it was sent, each that was purged gone.</summary>
    public async Task<Stick> WholeAsync()
    {
        var folder = desk.NewStick();
        var whole = await desk.ExportAsync(1, folder) ?? throw new ViolationException("export --from 1 brought no bundle");
        if (whole.Ledger.After.Number != 0) throw new ViolationException("export --from 1 does not begin at line 1");
        Judge(whole);
        return whole;
    }

    public void Judge(Stick whole)
    {
        whole.Judge(history);
        var there = whole.Items.Values.ToHashSet();
        if (there.Count != whole.Items.Count) throw new ViolationException($"{whole.Folder}: one ciphertext is in it twice");
        foreach (var item in history.With(items => items.Where(item => item.Answered).ToList()))
        {
            if (!there.Contains(item.Hash) && !item.MayBePurged) throw new ViolationException($"{item.Hash}, entry {item.Entry}: it has a receipt, nobody purged it, and it is not here");
            if (there.Contains(item.Hash) && item.Purged) throw new ViolationException($"{item.Hash}, entry {item.Entry}: purged, and still here");
        }
    }

    /// <summary>What was refused lies in no file of the gateway's.</summary>
    public void Refused()
    {
        // The vault's files are locked, which binds this runtime and not grep; the runtime leaves pipes in its temporary folder, which it skips.
        var files = Directory.GetFiles(world.Data).Append(world.At("gateway.log")).Concat(Directory.GetFiles(world.At("tmp"), "*", SearchOption.AllDirectories)).Where(IsFile);
        using var grep = Process.Start(new ProcessStartInfo("grep", ["-slF", "-D", "skip", "-e", mark, "--", .. files]) { RedirectStandardOutput = true }) ?? throw new InvalidOperationException("grep did not start.");
        var found = grep.StandardOutput.ReadToEnd();
        grep.WaitForExit();
        if (found.Length > 0) throw new ViolationException($"words of what was refused lie in: {found}");
    }

    /// <summary>Nothing that was not there when all was new.</summary>
    public async Task DoctorAsync()
    {
        var run = (await people.OperatorAsync(["doctor", "--json", "--at-rest-key", world.AtRestKey])).Expect(0, 1);
        var found = JsonDocument.Parse(run.Output).RootElement.EnumerateArray().Where(one => one.GetProperty("level").GetString() is "warning" or "danger").ToList();
        _findings ??= [.. found.Select(one => $"{one.GetProperty("check")}")];
        if (found.FirstOrDefault(one => !_findings.Contains($"{one.GetProperty("check")}")) is { ValueKind: JsonValueKind.Object } fresh) throw new ViolationException($"doctor: {fresh}");
    }

    public (long Data, long Live) Measure() => (
        Directory.GetFiles(world.Data).Where(file => IsFile(file) && !file.EndsWith(".ballast", StringComparison.Ordinal)).Sum(file => new FileInfo(file).Length),
        history.With(items => items.Where(item => item is { Answered: true, Purged: false }).Sum(item => item.Octets)));

    private static ParallelOptions Few => new() { MaxDegreeOfParallelism = Atonce };

    private static bool IsFile(string path) => (File.GetAttributes(path) & (FileAttributes.Device | FileAttributes.ReparsePoint)) == 0 && !path.EndsWith(".sock", StringComparison.Ordinal);
}
