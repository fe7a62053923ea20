using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using SecureDrop.Benchmarks.Load;

namespace SecureDrop.Benchmarks.Servers;

/// <summary>A server in a process and a directory of its own, both gone when disposed.</summary>
internal sealed class Server : IAsyncDisposable
{
    private static readonly TimeSpan StartsWithin = TimeSpan.FromSeconds(30);

    private readonly Process _process;
    private readonly Command _command;
    private readonly FlushCounter? _flushes;

    private Server(Command command, Process process, FlushCounter? flushes) => (_command, _process, _flushes) = (command, process, flushes);

    public Target Target => _command.Target;

    /// <summary>Calls of fsync and fdatasync so far; only where they are counted.</summary>
    public int Flushes => _flushes?.Count() ?? throw new InvalidOperationException("Not counted.");

    /// <summary>Largest resident size so far, in octets, over all the server's processes.</summary>
    public long PeakOctets => ProcessTree.Of(_process.Id).Sum(ProcessTree.PeakOctets);

    public TimeSpan ProcessorTime => new(ProcessTree.Of(_process.Id).Sum(process => ProcessTree.ProcessorTime(process).Ticks));

    /// <param name="command">What to start.</param>
    /// <param name="countFlushes">Under strace, which stops the process at each flush only; other calls run at full speed.</param>
    public static async Task<Server> StartAsync(Command command, bool countFlushes = false)
    {
        Directory.CreateDirectory(command.Directory);
        var flushes = countFlushes ? new FlushCounter(Path.Combine(command.Directory, "flushes.txt")) : null;
        string[] words = [.. flushes?.Prefix ?? [], command.Program, .. command.Arguments];
        var start = new ProcessStartInfo(words[0], words[1..]) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = command.WorkingDirectory };
        foreach (var (name, value) in command.Environment) start.Environment[name] = value;
        var process = Process.Start(start) ?? throw new InvalidOperationException($"{words[0]} did not start.");
        process.OutputDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        var server = new Server(command, process, flushes);
        var errors = process.StandardError.ReadToEndAsync();
        var waiting = Stopwatch.StartNew();
        while (!await AnswersAsync(command.Target.Port))
        {
            if (process.HasExited) throw new InvalidOperationException($"{command.Program} ended with {process.ExitCode}: {await errors}");
            if (waiting.Elapsed > StartsWithin) throw new TimeoutException($"{command.Program} does not answer.");
            await Task.Delay(50);
        }

        return server;
    }

    private static async Task<bool> AnswersAsync(int port)
    {
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(IPAddress.Loopback, port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited) _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
        Directory.Delete(_command.Directory, recursive: true);
    }
}
