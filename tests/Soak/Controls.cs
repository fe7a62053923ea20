using SecureDrop.Formats;

namespace SecureDrop.Soak;

/// <summary>Violations planted on purpose, in the model or in a copy: a checker that passes one of them proves nothing.</summary>
internal sealed class Controls(World world, History history, Checker checker, Sealery sealery, IReadOnlyList<ReviewerDesk> reviewers)
{
    public static IReadOnlyList<string> Kinds { get; } = ["receipt", "state", "twice", "item", "missing", "ledger", "marker", "case", "memory"];

    /// <summary>Plants one and runs the check whose it is; what the checker says, or null when it saw nothing.</summary>
    public async Task<string?> FindAsync(string kind, Stick whole, string mark)
    {
        try
        {
            await PlantAsync(kind, whole, mark);
            return null;
        }
        catch (ViolationException violation)
        {
            return violation.Message;
        }
    }

    private async Task PlantAsync(string kind, Stick whole, string mark)
    {
        var stored = history.With(items => items.Where(item => item is { Answered: true, MayBePurged: false, Entry: > 0 }).ToList());
        switch (kind)
        {
            case "receipt": // one that the gateway has never had
                var lost = sealery.Seal(new Random(1))[0];
                history.Answer(lost, true, lost.Receipt, false, true);
                try { await checker.AskAsync([lost]); } finally { history.Change(lost, item => (item.Answered, item.Tries) = (false, 0)); }
                break;
            case "state": // said to have been opened, and is not
                var early = history.With(items => items.First(item => item is { Answered: true, AtLeast: < Said.Opened }));
                var before = early.AtLeast;
                history.Change(early, item => item.AtLeast = Said.Opened);
                try { await checker.AskAsync([early]); } finally { history.Change(early, item => item.AtLeast = before); }
                break;
            case "twice": // 201 for what had a receipt
                history.Answer(stored[0], true, stored[0].Receipt, true, false);
                break;
            case "item": // one octet of one item turned, on a copy of the stick
                var copy = Copy(whole, "control-item");
                var file = Path.Combine(copy, BundlePath(whole.Items.Keys.First()));
                var octets = File.ReadAllBytes(file);
                octets[^1] ^= 1;
                File.WriteAllBytes(file, octets);
                checker.Judge(Stick.Read(copy));
                break;
            case "missing": // one item gone from it
                var holed = Copy(whole, "control-missing");
                File.Delete(Path.Combine(holed, BundlePath(stored[^1].Entry)));
                checker.Judge(Stick.Read(holed));
                break;
            case "ledger": // its first submission under another hash
                var at = whole.Ledger.Lines.ToList().FindIndex(line => line.Entry > 0);
                history.Take(whole.Ledger with { Lines = [.. whole.Ledger.Lines.Select((line, index) => index == at ? line with { Hash = Sha256Hash.Of(line.Hash.ToArray()) } : line)] });
                break;
            case "marker":
                var left = Path.Combine(world.Data, "left-over");
                File.WriteAllText(left, $"{new string('x', (1 << 20) - 10)}{mark}");
                try { checker.Refused(); } finally { File.Delete(left); }
                break;
            case "case":
                var folder = Directory.GetDirectories(world.At("home-anna/cases"))[0];
                Directory.Move(folder, world.At("control-case"));
                try { await reviewers[0].JudgeAsync(); } finally { Directory.Move(world.At("control-case"), folder); }
                break;
            case "memory":
                var grown = new Samples();
                for (var minute = 0; minute < 12; minute++) grown.Add(new Sample(TimeSpan.FromMinutes(minute), 1, (100L + 20 * minute) << 20, 100, 20, 0, 0));
                grown.Judge();
                break;
        }
    }

    private static string BundlePath(int entry) => Formats.Bags.BundleFiles.PathOf(entry);

    private string Copy(Stick stick, string name)
    {
        var to = world.NewFolder(name);
        foreach (var file in Directory.GetFiles(stick.Folder, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(to, Path.GetRelativePath(stick.Folder, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target) ?? to);
            File.Copy(file, target, overwrite: true);
        }

        return to;
    }
}
