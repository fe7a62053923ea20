using System.Diagnostics;
using System.Security.Cryptography;

namespace SecureDrop.Soak;

/// <summary>One run: a crowd that never stops, and one step of the people who look after it after the other, chosen by the seed.</summary>
internal sealed class Life : IAsyncDisposable
{
    private static readonly TimeSpan BetweenChecks = TimeSpan.FromSeconds(20), ClockIsSeen = TimeSpan.FromSeconds(2.5);
    private readonly World _world;
    private readonly Random _random;
    private readonly string _mark;
    private readonly History _history = new();
    private readonly GatewayLife _gateway;
    private readonly Sealery _sealery;
    private readonly Crowd _crowd;
    private readonly People _people;
    private readonly OperatorDesk _desk;
    private readonly BackupDesk _safe;
    private readonly ReviewerDesk _anna, _bilal;
    private readonly Checker _checker;
    private readonly Controls _controls;
    private readonly Samples _samples = new();
    private readonly SmallDisk _smallDisk;
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private readonly (int Weight, string Name, Func<Task> Act)[] _steps;

    public Life(World world, int seed)
    {
        _world = world;
        _random = new Random(seed);
        _mark = $"MARK-{RandomNumberGenerator.GetHexString(16)}";
        _gateway = new GatewayLife(world);
        _sealery = new Sealery(world, _history);
        _crowd = new Crowd(world, _history, _sealery, _mark, seed);
        _people = new People(world, _history, _sealery);
        _desk = new OperatorDesk(world, _history, _people, _sealery);
        _safe = new BackupDesk(world, _history, _people, _gateway, _desk);
        (_anna, _bilal) = (new ReviewerDesk("anna", true, world, _history, _people, _desk), new ReviewerDesk("bilal", false, world, _history, _people, _desk));
        _checker = new Checker(world, _history, _crowd, _people, _desk, _mark);
        _controls = new Controls(world, _history, _checker, _sealery, [_anna, _bilal]);
        _smallDisk = new SmallDisk(world.At("small"));
        _steps =
        [
            (16, "export", () => _desk.ExportAsync(null, _desk.NewStick(), MayKill(), mayFail: true)),
            (3, "export to a full stick", ExportToFullAsync),
            (3, "export to a stick that is pulled", ExportPulledAsync),
            (2, "export again from an entry", () => _desk.ExportAsync(_history.With(items => _random.Next(2, Math.Max(3, items.Select(item => item.Entry).DefaultIfEmpty().Max()))), _desk.NewStick(), mayFail: true)),
            (12, "anna opens", () => _anna.OpenAsync(MayKill())),
            (5, "bilal opens", () => _bilal.OpenAsync(MayKill())),
            (3, "an old bundle again", () => _anna.ReplayAsync(_random)),
            (10, "anna acknowledges", () => AcknowledgeAsync(_anna)),
            (4, "bilal acknowledges", () => AcknowledgeAsync(_bilal)),
            (2, "an old acknowledgement again", OldAcknowledgementAsync),
            (8, "purge", () => _desk.PurgeAsync(MayKill())),
            (1, "purge by force", PurgeForcedAsync),
            (4, "courier", () => _desk.ImportAsync(_random, MayKill())),
            (6, "sources by the real program", SourcesAsync),
            (2, "rotation", () => _people.RotateAsync(MayKill())),
            (2, "another at-rest key", () => _desk.ChangeAtRestKeyAsync(MayKill())),
            (4, "kill of the gateway", () => RestartAsync(kill: true)),
            (2, "end and start of the gateway", () => RestartAsync(kill: false)),
            (2, "kill of the gateway in an export", KillInExportAsync),
            (4, "days pass", DaysPassAsync),
            (1, "the clock jumps", ClockJumpsAsync),
            (3, "backup", BackUpAsync),
            (2, "everything is lost and restored", LoseAllAsync),
        ];
    }

    public string Step { get; private set; } = "begin";

    public async Task RunAsync(TimeSpan time)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_world.AtRestKey) ?? _world.Folder);
        File.WriteAllBytes(_world.AtRestKey, RandomNumberGenerator.GetBytes(32));
        File.SetUnixFileMode(_world.AtRestKey, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        await _people.MakeKeysAsync();
        await _gateway.StartAsync();
        await _people.InstallAsync();
        await _checker.DoctorAsync();
        _crowd.Begin();
        var (began, checkedAt, number) = (_clock.Elapsed, _clock.Elapsed, 0);
        while (_clock.Elapsed - began < time)
        {
            var (_, name, act) = Choose();
            Step = $"{++number} ({name})";
            await act();
            _crowd.Judge();
            _history.Count($"step: {name}");
            if (_clock.Elapsed - checkedAt < BetweenChecks) continue;
            await CheckAsync(whole: _random.Next(4) == 0);
            checkedAt = _clock.Elapsed;
        }

        Step = $"{number}, and the last check";
        await LastCheckAsync();
        _samples.Judge();
    }

    /// <summary>Every planted violation must be found.</summary>
    public async Task ControlsAsync()
    {
        Step = "controls";
        var whole = await PrepareControlsAsync();
        foreach (var kind in Controls.Kinds)
            if (await _controls.FindAsync(kind, whole, _mark) is null) throw new ViolationException($"the checker did not find a planted violation: {kind}");
        Console.WriteLine($"controls    {Controls.Kinds.Count} planted violations, each found");
    }

    public async Task PlantAsync(string kind)
    {
        Step = $"planted: {kind}";
        if (await _controls.FindAsync(kind, await PrepareControlsAsync(), _mark) is { } found) throw new ViolationException(found);
    }

    public void Tell()
    {
        foreach (var (what, count) in _history.Counts) Console.WriteLine($"{count,8}  {what}");
        Console.WriteLine($"{_gateway.Starts,8}  starts of the gateway\n{_world.DaysAhead,8}  days passed\n{_samples.Words()}");
    }

    private (int, string Name, Func<Task> Act) Choose()
    {
        var at = _random.Next(_steps.Sum(step => step.Weight));
        return _steps.First(step => (at -= step.Weight) < 0);
    }

    /// <summary>Now and then somebody's program is killed at any moment of its life.</summary>
    private TimeSpan? MayKill()
    {
        if (_random.Next(10) > 0) return null;
        _history.Count("programs given a time to be killed");
        return TimeSpan.FromMilliseconds(_random.Next(100, 1500));
    }

    private async Task<Stick> PrepareControlsAsync()
    {
        await _crowd.SendAsync(_sealery.Seal(_random)[0]); // one that nobody has opened
        return await _checker.WholeAsync();
    }

    private async Task CheckAsync(bool whole)
    {
        await _crowd.PauseAsync();
        await _checker.ReceiptsAsync(_random, most: 300);
        _checker.Refused();
        var (resident, descriptors, threads) = _gateway.Measure();
        var (data, live) = _checker.Measure();
        _samples.Add(new Sample(_clock.Elapsed, _gateway.Starts, resident, descriptors, threads, data, live));
        if (whole)
        {
            await _checker.WholeAsync();
            await _checker.DoctorAsync();
            await _anna.JudgeAsync();
        }

        _history.Count(whole ? "checks of everything" : "checks");
        _crowd.Resume();
    }

    private async Task LastCheckAsync()
    {
        await _crowd.PauseAsync();
        _crowd.Judge();
        await _checker.ReceiptsAsync(_random, int.MaxValue);
        await _checker.WholeAsync();
        foreach (var reviewer in new[] { _anna, _bilal })
        {
            await reviewer.OpenAsync(null);
            if (await reviewer.AcknowledgeAsync(null) is { } file) await reviewer.HandInAsync(file);
            await reviewer.JudgeAsync();
        }

        await _desk.PurgeAsync();
        await _checker.ReceiptsAsync(_random, int.MaxValue);
        await _checker.WholeAsync();
        _checker.Refused();
        await _checker.DoctorAsync();
    }

    private async Task AcknowledgeAsync(ReviewerDesk reviewer)
    {
        // Some stay in a pocket; a later one says all that they say.
        if (await reviewer.AcknowledgeAsync(MayKill()) is { } file && _random.Next(4) > 0) await reviewer.HandInAsync(file, MayKill());
    }

    private Task OldAcknowledgementAsync()
    {
        var reviewer = _random.Next(2) == 0 ? _anna : _bilal;
        return reviewer.Written.Count == 0 ? Task.CompletedTask : reviewer.HandInAsync(reviewer.Written[_random.Next(reviewer.Written.Count)]);
    }

    private async Task PurgeForcedAsync()
    {
        await _crowd.PauseAsync();
        await _desk.PurgeForcedAsync(_random);
        _crowd.Resume();
    }

    private async Task BackUpAsync()
    {
        if (await _safe.BackUpAsync(MayKill()) is { } safe) Directory.Delete(safe, recursive: true);
    }

    private async Task LoseAllAsync()
    {
        await _crowd.PauseAsync();
        await _safe.LoseAllAsync(leaves: _random.Next(2) == 0);
        await _checker.WholeAsync();
        await _checker.DoctorAsync();
        _crowd.Resume();
    }

    private async Task ExportToFullAsync()
    {
        if (_smallDisk.Mount() is { } stick) await _desk.ExportAsync(null, stick, mayFail: true);
        _smallDisk.Unmount();
        // What may have fitted on it is lost with it: the reviewers find the gap.
        _desk.Bundles.RemoveAll(bundle => !Directory.Exists(bundle.Folder));
    }

    private async Task ExportPulledAsync()
    {
        var stick = _desk.NewStick();
        var export = _desk.ExportAsync(null, stick, mayFail: true);
        await Task.Delay(_random.Next(200, 900));
        if (Directory.Exists(stick) && !export.IsCompleted) Directory.Move(stick, stick + "-pulled");
        await export;
        _desk.Bundles.RemoveAll(bundle => !Directory.Exists(bundle.Folder));
    }

    private async Task KillInExportAsync()
    {
        var export = _desk.ExportAsync(null, _desk.NewStick(), mayFail: true);
        await Task.Delay(_random.Next(100, 1200));
        await RestartAsync(kill: true);
        await export;
    }

    private async Task SourcesAsync()
    {
        var sources = new Sources(_world, _history, _people, _crowd, _sealery);
        await Task.WhenAll(Enumerable.Range(0, _random.Next(1, 4)).Select(_ => sources.SubmitAsync(_random.Next())));
    }

    private async Task RestartAsync(bool kill)
    {
        _history.MayBreak = true;
        await _gateway.EndAsync(kill);
        await Task.Delay(_random.Next(0, 300));
        if (kill && _random.Next(4) == 0)
        {
            // Once more while it recovers.
            var starting = _gateway.StartAsync();
            await Task.WhenAny(starting, Task.Delay(_random.Next(50, 900)));
            if (!starting.IsCompleted) await _gateway.AbandonAsync(starting);
            else await _gateway.EndAsync(kill: true);
        }

        await _gateway.StartAsync();
        await Task.Delay(500);
        _history.MayBreak = false;
        _history.Count(kill ? "kills of the gateway" : "ends of the gateway");
    }

    private async Task DaysPassAsync()
    {
        _world.Turn(_random.Next(1, 16));
        await Task.Delay(ClockIsSeen);
        // A request lets the gateway see the day, as any life would.
        await _people.OperatorAsync(["confirm-clock", "--yes"]);
    }

    private async Task ClockJumpsAsync()
    {
        _history.MayBeClosed = true;
        _world.Turn(_random.Next(32, 60));
        await Task.Delay(ClockIsSeen);
        var status = (await _people.OperatorAsync(["status"])).Expect(0);
        if (!status.Output.Contains("intake      closed", StringComparison.Ordinal)) throw new ViolationException($"intake is not closed after the clock jumped: {status.Output}");
        (await _people.OperatorAsync(["confirm-clock", "--yes"])).Expect(0);
        await Task.Delay(500);
        _history.MayBeClosed = false;
        _history.Count("clock jumps");
    }

    public async ValueTask DisposeAsync()
    {
        await _crowd.DisposeAsync();
        _gateway.Dispose();
        _smallDisk.Unmount();
    }
}
