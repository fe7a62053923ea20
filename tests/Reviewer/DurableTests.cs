using System.Diagnostics;
using SecureDrop.Tests;

namespace SecureDrop.Reviewer.Tests;

/// <summary>What the real program asks of the kernel, and in which order: no state that speaks of a case before the case is durable.</summary>
public sealed class DurableTests : IDisposable
{
    private readonly Machine _machine = new();

    public void Dispose() => _machine.Dispose();

    [NeedsFact("strace")]
    public void Cases_are_durable_before_the_state_names_them_and_the_control_without_syncfs_is_noticed()
    {
        var gateway = new Gateway();
        gateway.Store(Testimonies.Seal(1, "account", files: ("photo.jpg", Testimonies.Random(30_000))));
        var trace = Trace("open", _machine.Stick(gateway.Export()), "--passphrase-file", _machine.Path("passphrase"));

        Assert.Null(Fault(trace));
        Assert.NotNull(Fault([.. trace.Where(call => !call.Contains("syncfs(", StringComparison.Ordinal))]));
        Assert.NotNull(Fault([.. trace.Where(call => !call.Contains("fsync(", StringComparison.Ordinal))]));
        var first = Array.FindIndex(trace, call => call.Contains("syncfs(", StringComparison.Ordinal) && call.Contains("/home>", StringComparison.Ordinal));
        Assert.NotNull(Fault([.. trace.Where((_, at) => at != first)]));
    }

    /// <summary>Null when all is durable in order.</summary>
    private static string? Fault(string[] trace)
    {
        int Last(params string[] words) => Array.FindLastIndex(trace, call => words.All(word => call.Contains(word, StringComparison.Ordinal)));
        var (case_, everything) = (Last("rename", "case.json.new"), Last("syncfs(", "/home>"));
        var (state, ledger) = (Last("rename", "state.json.new"), Last("rename", "ledger.txt.new"));
        var octets = Array.FindLastIndex(trace, call => call.Contains("/cases/", StringComparison.Ordinal) && !call.Contains("case.json", StringComparison.Ordinal));
        var barrier = Array.FindIndex(trace, Math.Max(0, octets), call => call.Contains("syncfs(", StringComparison.Ordinal) && call.Contains("/home>", StringComparison.Ordinal));
        if (octets < 0 || barrier < 0 || barrier > Array.FindIndex(trace, call => call.Contains("case.json.new", StringComparison.Ordinal))) return "a record may outlive what it names";
        if (case_ < 0 || state < 0 || ledger < state) return "the program wrote no case, state and ledger in this order";
        if (everything < case_ || everything > state) return "the case is not durable before the state";
        if (Last("rename", "/cases/") > everything) return "something of the case is written after it";
        return Last("fsync(", "/home>") > ledger ? null : "the new names may be lost";
    }

    private string[] Trace(params string[] arguments)
    {
        var calls = _machine.Path("calls");
        var start = new ProcessStartInfo("strace")
        {
            ArgumentList = { "-f", "-y", "-qq", "-e", "trace=rename,renameat,renameat2,fsync,syncfs", "-o", calls, Path.Combine(AppContext.BaseDirectory, "securedrop-reviewer"), "--home", _machine.Home },
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        using var program = Process.Start(start) ?? throw new InvalidOperationException("strace does not start.");
        var said = program.StandardError.ReadToEndAsync();
        program.StandardOutput.ReadToEnd();
        program.WaitForExit();
        Assert.True(program.ExitCode == 0, said.Result);
        return File.ReadAllLines(calls);
    }
}
