using System.Diagnostics;
using System.Globalization;

namespace SecureDrop.Soak;

/// <summary>The gateway's process through its lives.</summary>
internal sealed class GatewayLife(World world) : IDisposable
{
    private static readonly TimeSpan StartsWithin = TimeSpan.FromSeconds(120);
    private readonly Lock _writing = new();
    private Process? _process;

    public string Log => world.At("gateway.log");

    public int Starts { get; private set; }

    public bool Running => _process is { HasExited: false };

    public async Task StartAsync()
    {
        var start = new ProcessStartInfo("dotnet",
        [
            World.Program("Gateway"), "--data", world.Data, "--at-rest-key", world.AtRestKey, "--urls", world.Url.ToString().TrimEnd('/'), "--rate", "100000",
        ])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = world.Folder,
        };
        foreach (var (name, value) in world.Environment) start.Environment[name] = value;
        _process = Process.Start(start) ?? throw new InvalidOperationException("dotnet did not start.");
        Starts++;
        _process.ErrorDataReceived += (_, line) => Write(line.Data);
        _process.BeginErrorReadLine();
        var spoke = new TaskCompletionSource<string?>();
        _process.OutputDataReceived += (_, line) => { Write(line.Data); spoke.TrySetResult(line.Data); };
        _process.BeginOutputReadLine();
        var first = await spoke.Task.WaitAsync(StartsWithin);
        if (first?.StartsWith("Listening on ", StringComparison.Ordinal) != true) throw new ViolationException($"the gateway did not start: {first}; see {Log}");
    }

    /// <summary>SIGKILL, or SIGTERM and its own end.</summary>
    public async Task EndAsync(bool kill)
    {
        var process = _process ?? throw new InvalidOperationException("Not started.");
        if (process.HasExited) throw new ViolationException($"the gateway ended by itself with {process.ExitCode}; see {Log}");
        if (kill) process.Kill();
        else Process.Start("kill", ["-TERM", $"{process.Id}"]).WaitForExit();
        await process.WaitForExitAsync().WaitAsync(StartsWithin);
        if (!kill && process.ExitCode != 0) throw new ViolationException($"the gateway ended with {process.ExitCode} when it was asked to end");
        process.Dispose();
        _process = null;
    }

    /// <summary>SIGKILL while it starts.</summary>
    public async Task AbandonAsync(Task starting)
    {
        _process?.Kill();
        // What it said, or that it said nothing, is of no interest now.
        await Task.WhenAny(starting, Task.Delay(StartsWithin));
        if (_process is { } process) await process.WaitForExitAsync().WaitAsync(StartsWithin);
        _process?.Dispose();
        _process = null;
        _ = starting.Exception;
    }

    /// <summary>Resident octets, open descriptors and threads now. Source: proc(5).</summary>
    public (long Resident, int Descriptors, int Threads) Measure()
    {
        if (_process is not { HasExited: false } process) throw new ViolationException($"the gateway is gone; see {Log}");
        var status = File.ReadLines($"/proc/{process.Id}/status").Select(line => line.Split(':')).Where(pair => pair.Length == 2).ToDictionary(pair => pair[0], pair => pair[1].Trim());
        return (long.Parse(status["VmRSS"].Split(' ')[0], CultureInfo.InvariantCulture) << 10, Directory.GetFiles($"/proc/{process.Id}/fd").Length, int.Parse(status["Threads"], CultureInfo.InvariantCulture));
    }

    private void Write(string? line)
    {
        lock (_writing)
            if (line is not null) File.AppendAllText(Log, line + "\n");
    }

    public void Dispose()
    {
        if (_process is { HasExited: false } process) process.Kill();
        _process?.Dispose();
        _process = null;
    }
}
