using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.Json;
using SecureDrop.Tests;

namespace SecureDrop.Reviewer.Tests;

/// <summary>The real program, ended at many moments while it opens a bundle.</summary>
public sealed class CutShortTests : IDisposable
{
    private const int SIGINT = 2, SIGKILL = 9;

    private readonly Machine _machine = new();
    private readonly string _stick;

    public CutShortTests()
    {
        var gateway = new Gateway();
        gateway.Store(Testimonies.Seal(1, "account", files: ("film.mp4", Testimonies.Random(400_000))));
        for (byte id = 2; id < 12; id++) gateway.Store(Testimonies.Seal(id, "account", files: ("photo.jpg", Testimonies.Random(20_000, id))));
        gateway.Store(Crafted.Message(Crafted.Literal([1, 2, 3])), Crafted.Message(Crafted.Literal([4]), new(FlipAt: 3)));
        _stick = _machine.Stick(gateway.Export());
    }

    public void Dispose() => _machine.Dispose();

    [Fact]
    public void Killed_at_any_moment_the_home_is_whole_and_opening_again_gives_what_an_undisturbed_run_gives()
    {
        using var undisturbed = new Machine();
        Assert.Equal(0, undisturbed.Open(_stick).ExitCode);
        var expected = Files(undisturbed.Home);
        var whole = Stopwatch.StartNew();
        Assert.Equal(0, Start().ExitCode);
        whole.Stop();
        Assert.Equal(expected, Files(_machine.Home));

        var cut = 0;
        var times = Rounds.Of(3);
        for (var round = 0; round < times; round++)
        {
            Forget();
            // As soon as it works on the bundle, and later and later.
            var (share, started) = ((double)round / times, Stopwatch.StartNew());
            if (Start(() => Directory.Exists(Path.Combine(_machine.Home, "work")) && started.Elapsed >= share * whole.Elapsed).ExitCode != 0) cut++;
            Assert.True(_machine.Run("list").ExitCode == 0, "after a kill nothing is damaged");
            AssertClaimsAreThere();
            Assert.Equal(0, _machine.Open(_stick).ExitCode);
            Assert.Equal(expected, Files(_machine.Home));
        }

        Assert.True(cut > 0, "none of the runs was cut short");
    }

    [Fact]
    public void Ctrl_C_stops_in_good_order_says_so_and_the_same_command_does_the_rest()
    {
        var work = Path.Combine(_machine.Home, "work");
        // While it works on the bundle; now and then the machine is faster than the signal.
        for (var times = 0; times < 20; times++)
        {
            var stopped = Start(() => Directory.Exists(work), SIGINT);
            if (stopped.ExitCode == 0)
            {
                Forget();
                continue;
            }

            Assert.Equal(130, stopped.ExitCode);
            Assert.Contains("stopped; nothing is lost\nhint: the same command again", stopped.Error, StringComparison.Ordinal);
            Assert.False(Directory.Exists(work));
            Assert.False(File.Exists(Path.Combine(_machine.Home, "ledger.txt")));
            Assert.Equal(0, _machine.Open(_stick).ExitCode);
            return;
        }

        Assert.Fail("no run was stopped");
    }

    [Fact]
    public void Ctrl_C_while_evidence_is_packed_leaves_no_plaintext_on_the_medium()
    {
        Assert.Equal(0, _machine.Open(_stick).ExitCode);
        var medium = Directory.CreateDirectory(_machine.Path("medium")).FullName;
        for (var times = 0; times < 20; times++)
        {
            var begun = false;
            var stopped = Run(() => begun = Directory.GetDirectories(medium, "*.partial").Length > 0, SIGINT, "package", "--all", "--to", medium);
            if (stopped.ExitCode == 0)
            {
                Directory.Delete(medium, recursive: true);
                Directory.CreateDirectory(medium);
                continue;
            }

            Assert.True(begun, stopped.Error);
            Assert.True(stopped.ExitCode == 130, stopped.Error);
            Assert.Contains("stopped; nothing is left of what was begun", stopped.Error, StringComparison.Ordinal);
            Assert.Empty(Directory.GetFileSystemEntries(medium));
            return;
        }

        Assert.Fail("no run was stopped");
    }

    /// <summary>A home that has never seen the bundle.</summary>
    private void Forget()
    {
        foreach (var name in (string[])["cases", "failed", "work"])
            if (Directory.Exists(Path.Combine(_machine.Home, name))) Directory.Delete(Path.Combine(_machine.Home, name), recursive: true);
        foreach (var name in (string[])["state.json", "ledger.txt"]) File.Delete(Path.Combine(_machine.Home, name));
    }

    /// <summary>Whatever the state says of an entry, its octets are there.</summary>
    private void AssertClaimsAreThere()
    {
        var state = Path.Combine(_machine.Home, "state.json");
        if (!File.Exists(state)) return;
        foreach (var entry in JsonDocument.Parse(File.ReadAllText(state)).RootElement.GetProperty("entries").EnumerateArray())
            if (entry.TryGetProperty("case", out var name)) Assert.True(File.Exists(Path.Combine(_machine.Home, "cases", name.GetString() ?? "", "case.json")));
    }

    private static SortedDictionary<string, string> Files(string home) => new(
        new[] { "cases", "failed" }.SelectMany(name => Directory.GetFiles(Path.Combine(home, name), "*", SearchOption.AllDirectories))
            .ToDictionary(path => Path.GetRelativePath(home, path), path => Convert.ToHexString(File.ReadAllBytes(path))), StringComparer.Ordinal);

    // A program that sends it would come too late.
    [DllImport("libc", EntryPoint = "kill")]
    private static extern int Kill(int process, int signal);

    private (int ExitCode, string Error) Start(Func<bool>? endWhen = null, int signal = SIGKILL) => Run(endWhen, signal, "open", _stick);

    private (int ExitCode, string Error) Run(Func<bool>? endWhen, int signal, params string[] command)
    {
        var start = new ProcessStartInfo(
            // A shell's background job ignores Ctrl-C, and what it starts does too.
            "env", ["--default-signal=INT", Path.Combine(AppContext.BaseDirectory, "securedrop-reviewer"), "--home", _machine.Home, .. command, "--passphrase-file", _machine.Path("passphrase")])
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };
        using var program = Process.Start(start) ?? throw new InvalidOperationException("It does not start.");
        var said = program.StandardError.ReadToEndAsync();
        var output = program.StandardOutput.ReadToEndAsync();
        while (endWhen is not null && !endWhen() && !program.WaitForExit(1)) { }
        if (endWhen is not null && !program.HasExited) _ = Kill(program.Id, signal);
        program.WaitForExit();
        output.Wait();
        return (program.ExitCode, said.Result);
    }
}
