using System.Diagnostics;
using SecureDrop.Benchmarks.Load;
using SecureDrop.Benchmarks.Report;
using SecureDrop.Benchmarks.Servers;
using SecureDrop.Formats;
using SecureDrop.Formats.OpenPgp;
using SecureDrop.Formats.Texts;
using SecureDrop.Storage;

namespace SecureDrop.Benchmarks;

/// <summary>How the vault itself bears its growth, in this process, without HTTP: 16 KiB each, 32 stores in flight.</summary>
internal sealed class Growth(LoadGenerator load, string directory, IReadOnlyList<int> sizes)
{
    public const int PurgedEach = 500;
    private const int Octets = 16 << 10, InFlight = 32, Window = 12_000; // the window is long enough to have a checkpoint in it
    private static readonly Fingerprint Holder = ParseHolder();
    private long _written;
    private readonly Table _table = new("stored", "inserts/s", "CPU µs each", "written ×", "open ms", "file MB", "peak MB", "export MB", "exports/s", "purges/s");

    public async Task<IReadOnlyList<GrowthRow>> RunAsync()
    {
        var rows = new List<GrowthRow>();
        var own = Path.Combine(directory, $"growth-{Stopwatch.GetTimestamp():x}");
        try
        {
            await WarmUpAsync(Path.Combine(own, "warm-up"));
            _table.Begin("The vault alone, 16 KiB each, 32 stores in flight");
            var options = new VaultOptions(Path.Combine(own, "vault"), new byte[VaultOptions.AtRestKeySize], TimeProvider.System) { TestOnlyStep = CountWritten };
            for (var index = 0; index < sizes.Count; index++)
                rows.Add(await RowAsync(options, index == 0 ? 0 : sizes[index - 1] + Window, sizes[index]));
        }
        finally
        {
            if (Directory.Exists(own)) Directory.Delete(own, recursive: true);
        }

        return rows;
    }

    private async Task WarmUpAsync(string warmUp)
    {
        await using var vault = Vault.Open(new VaultOptions(warmUp, new byte[VaultOptions.AtRestKeySize], TimeProvider.System));
        await InsertAsync(vault, Window);
    }

    private async Task<GrowthRow> RowAsync(VaultOptions options, int sizeBefore, int size)
    {
        GC.Collect();
        ProcessTree.ForgetPeak(Environment.ProcessId);
        double inserts, processor, written;
        await using (var vault = Vault.Open(options))
        {
            await InsertAsync(vault, size - sizeBefore);
            var (before, used) = (_written, ProcessTree.ProcessorTime(Environment.ProcessId));
            inserts = Window / await InsertAsync(vault, Window);
            processor = (ProcessTree.ProcessorTime(Environment.ProcessId) - used).TotalMicroseconds / Window;
            written = (double)(_written - before) / Window / Octets;
        }

        var opening = Stopwatch.StartNew();
        await using var grown = Vault.Open(options);
        var open = opening.Elapsed.TotalMilliseconds;
        var peak = ProcessTree.PeakOctets(Environment.ProcessId);
        ProcessTree.ForgetPeak(Environment.ProcessId);
        var (plan, exports) = await ExportAsync(grown);
        var purges = await PurgeAsync(grown, plan);
        var files = Directory.EnumerateFiles(options.Directory, "*", SearchOption.AllDirectories).Sum(file => new FileInfo(file).Length);
        var row = new GrowthRow(size, inserts, processor, written, open, files / 1e6, peak / 1e6, ProcessTree.PeakOctets(Environment.ProcessId) / 1e6, exports, purges);
        _table.Print(
            Figure.Whole(size), Figure.Whole(inserts), Figure.Whole(processor), Figure.Fine(written), Figure.Whole(open), Figure.Whole(row.FileMegabytes), Figure.Whole(row.PeakMegabytes),
            Figure.Whole(row.ExportPeakMegabytes), Figure.Whole(exports), Figure.Whole(purges));
        return row;
    }

    private FileFault? CountWritten(FileStep step)
    {
        Interlocked.Add(ref _written, step.Octets.Length);
        return null;
    }

    /// <returns>Seconds.</returns>
    private async Task<double> InsertAsync(Vault vault, int count)
    {
        var clock = Stopwatch.StartNew();
        var left = count;
        await Task.WhenAll(Enumerable.Range(0, InFlight).Select(_ => Task.Run(async () =>
        {
            var made = load.Message(Octets);
            while (Interlocked.Decrement(ref left) >= 0)
            {
                made.Renew();
                using var message = Read(made);
                if (!(await vault.StoreAsync(message, late: false)).New) throw new InvalidOperationException("Two messages are the same.");
            }
        })));
        return clock.Elapsed.TotalSeconds;
    }

    private static EncryptedMessage Read(Lookalike made)
    {
        using var reader = new MessageReader(_ => null);
        foreach (var piece in made.Pieces) reader.Read(piece);
        var refusal = reader.Finish(out var message);
        return message ?? throw new InvalidOperationException($"{refusal}");
    }

    private static async Task<(ExportPlan Plan, double PerSecond)> ExportAsync(Vault vault)
    {
        var clock = Stopwatch.StartNew();
        var (plan, refusal) = await vault.BeginExportAsync(null);
        if (plan is null) throw new InvalidOperationException($"{refusal}");
        foreach (var item in plan.Items)
            if ((await vault.ReadAsync(item.Entry)).Octets is null) throw new InvalidOperationException($"Entry {item.Entry} is not there.");
        refusal = await vault.FinishExportAsync(plan.Bundle, Sha256Hash.Of([1]), plan.Ledger.Head);
        if (refusal is not null) throw new InvalidOperationException($"{refusal}");
        return (plan, plan.Items.Count / clock.Elapsed.TotalSeconds);
    }

    private static async Task<double> PurgeAsync(Vault vault, ExportPlan plan)
    {
        var opened = plan.Items.TakeLast(PurgedEach).Select(item => new AcknowledgedEntry(item.Entry, Outcome.Opened));
        var acknowledged = await vault.AcknowledgeAsync(new(plan.Ledger.Id, plan.Bundle, plan.Ledger.Head, plan.Day, [.. opened]), Holder);
        if (acknowledged.Refusal is { } refusal) throw new InvalidOperationException($"{refusal}");
        var clock = Stopwatch.StartNew();
        var purged = await vault.PurgeAsync([Holder]);
        return purged.Count / clock.Elapsed.TotalSeconds;
    }

    private static Fingerprint ParseHolder() =>
        Fingerprint.TryParse(new string('A', 40), out var holder) ? holder : throw new InvalidOperationException("Not a fingerprint.");
}
