using System.Diagnostics;
using System.Text;

namespace SecureDrop.Journeys;

/// <summary>Plays a story's steps one after another; ends what still runs when it is disposed.</summary>
internal sealed class StoryRun(Story story) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly Stage _stage = new(story);
    private readonly List<Process> _background = [];
    private readonly StringBuilder _heard = new();

    /// <summary>What went wrong first, with all that helps to see why; null when all went as told.</summary>
    public async Task<string?> PlayAsync()
    {
        foreach (var step in story.Steps)
        {
            var trouble = step.Background ? await StartAsync(step) : await PlayAsync(step);
            if (trouble is not null) return trouble + Heard();
        }
        return null;
    }

    public void Dispose()
    {
        foreach (var process in _background)
        {
            if (!process.HasExited) End(process);
            process.Dispose();
        }
        using (var agents = Launch("gpgconf --kill all"))
            agents.WaitForExit();
        _stage.Dispose();
    }

    private async Task<string?> PlayAsync(Step step)
    {
        using var process = Launch(step.Command);
        using var patience = new CancellationTokenSource(Patience);
        var errors = process.StandardError.ReadToEndAsync(patience.Token);
        try
        {
            var output = await process.StandardOutput.ReadToEndAsync(patience.Token);
            await process.WaitForExitAsync(patience.Token);
            var right = step.ExitCode == -1 ? process.ExitCode != 0 : process.ExitCode == step.ExitCode;
            if (right && Expectation.Matches(step.Expected, output)) return null;
            return $"""
                line {step.Line}: {step.Command}
                exit code {process.ExitCode}, expected {(step.ExitCode == -1 ? "any but 0" : step.ExitCode)}
                --- expected
                {string.Join('\n', step.Expected)}
                --- stdout
                {output}
                --- stderr
                {await errors}
                """;
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            return $"line {step.Line}: still running after {Patience.TotalSeconds} s: {step.Command}";
        }
    }

    private async Task<string?> StartAsync(Step step)
    {
        var process = Launch("exec " + step.Command);
        _background.Add(process);
        _stage.Variables["BACKGROUND"] = $"{process.Id}";
        var spoke = new TaskCompletionSource<string?>();
        process.OutputDataReceived += (_, line) => { Hear(line.Data); spoke.TrySetResult(line.Data); };
        process.ErrorDataReceived += (_, line) => Hear(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        var first = await Task.WhenAny(spoke.Task, Task.Delay(Patience)) == spoke.Task ? await spoke.Task : null;
        return first is null || !Expectation.Matches(step.Expected.Count == 0 ? ["…"] : step.Expected, first)
            ? $"line {step.Line}: did not start as expected, but said: {first}\n{step.Command}"
            : null;
    }

    private Process Launch(string command)
    {
        var start = new ProcessStartInfo("bash", ["-euo", "pipefail", "-c", command])
        {
            WorkingDirectory = _stage.Folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in _stage.Variables) start.Environment[name] = value;
        var process = Process.Start(start) ?? throw new InvalidOperationException("bash did not start");
        // A program that asks finds the end of its input instead of waiting for ever.
        process.StandardInput.Close();
        return process;
    }

    private void End(Process process)
    {
        using (var kill = Launch($"kill -TERM {process.Id}"))
            kill.WaitForExit();
        if (!process.WaitForExit(TimeSpan.FromSeconds(10))) process.Kill(entireProcessTree: true);
    }

    private void Hear(string? line)
    {
        lock (_heard) _heard.Append(line).Append('\n');
    }

    private string Heard()
    {
        lock (_heard) return $"\n--- background\n{_heard}";
    }
}
