using System.Diagnostics;
using System.Text;

namespace SecureDrop.Page.Tests;

/// <summary>A real gateway in an empty folder, and the operator's and the reviewer's real programs around it.</summary>
public sealed class Stage : IDisposable
{
    private static readonly string Build =
        AppContext.BaseDirectory.Contains($"{Path.DirectorySeparatorChar}Release{Path.DirectorySeparatorChar}", StringComparison.Ordinal) ? "Release" : "Debug";

    private readonly StringBuilder _printed = new();
    private readonly Process _gateway;

    public Stage()
    {
        Folder = Directory.CreateTempSubdirectory("p-").FullName;
        Url = $"http://127.0.0.1:{FreePort.Next()}";
        var ready = new TaskCompletionSource<bool>();
        _gateway = Start("gateway", "Gateway", ["--data", Data, "--at-rest-key", Path.Combine(Folder, "at-rest.key"), "--urls", Url,
            "--keyring", Path.Combine(ExampleOrganisation.Folder, "keyring.asc"), "--root", $"{ExampleOrganisation.Root}"]);
        void Keep(string? line)
        {
            lock (_printed) _printed.AppendLine(line);
            if (line is null || line.StartsWith("Listening on ", StringComparison.Ordinal)) ready.TrySetResult(line is not null);
        }
        _gateway.OutputDataReceived += (_, line) => Keep(line.Data);
        _gateway.ErrorDataReceived += (_, line) => Keep(line.Data);
        _gateway.BeginOutputReadLine();
        _gateway.BeginErrorReadLine();
        Assert.True(ready.Task.Wait(TimeSpan.FromSeconds(60)) && ready.Task.Result, $"The gateway did not start: {_printed}");
    }

    /// <summary>Short, because a control socket's path ends at 107 octets.</summary>
    public string Folder { get; }
    public string Url { get; }
    private string Data => Path.Combine(Folder, "data");

    /// <summary>Everything that came in is exported and opened; the folders of the cases that hold an account. What was sealed by other means has none.</summary>
    public IReadOnlyList<string> OpenCases()
    {
        var (stick, desk) = (Directory.CreateDirectory(Path.Combine(Folder, "stick")).FullName, Path.Combine(Folder, "desk"));
        var passphrase = Path.Combine(ExampleOrganisation.Folder, "passphrase.txt");
        Run("operator", "Operator", ["--data", Data, "export", "--to", stick, "--signing-key", Path.Combine(ExampleOrganisation.Folder, "operator.secret.asc"), "--passphrase-file", passphrase]);
        if (!Directory.Exists(desk))
            Run("reviewer", "Reviewer", ["--home", desk, "init", "--secret-key", Path.Combine(ExampleOrganisation.Folder, "reviewer-1.secret.asc"),
                "--keyring", Path.Combine(ExampleOrganisation.Folder, "keyring.asc"), "--root", $"{ExampleOrganisation.Root}"]);
        Run("reviewer", "Reviewer", ["--home", desk, "open", Directory.GetDirectories(stick).Order(StringComparer.Ordinal).Last(), "--passphrase-file", passphrase]);
        return [.. Directory.GetDirectories(Path.Combine(desk, "cases")).Where(folder => File.Exists(Path.Combine(folder, "message.txt")))];
    }

    /// <summary>What the reviewer's program writes about all that she has opened: one file for each language.</summary>
    public string Report(string name, string language)
    {
        var path = Path.Combine(Folder, $"{name}.{language}.html");
        Run("reviewer", "Reviewer", ["--home", Path.Combine(Folder, "desk"), "report", "--to", path, "--language", language]);
        return path;
    }

    public void Dispose()
    {
        _gateway.Kill();
        _gateway.WaitForExit();
        _gateway.Dispose();
        Directory.Delete(Folder, recursive: true);
    }

    private void Run(string program, string door, IEnumerable<string> arguments)
    {
        using var running = Start(program, door, arguments);
        running.StandardInput.Close();
        var errors = running.StandardError.ReadToEndAsync();
        var output = running.StandardOutput.ReadToEnd();
        running.WaitForExit();
        Assert.True(running.ExitCode == 0, $"{program}: exit {running.ExitCode}\n{output}{errors.Result}");
    }

    private Process Start(string program, string door, IEnumerable<string> arguments) =>
        Process.Start(new ProcessStartInfo("dotnet", [Path.Combine(Vector.Root(), "src", door, "bin", Build, "net10.0", $"securedrop-{program}.dll"), .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Folder,
            Environment = { ["DOTNET_ENVIRONMENT"] = "Development", ["HOME"] = Folder, ["TMPDIR"] = Folder },
        }) ?? throw new InvalidOperationException($"{program} did not start.");
}
