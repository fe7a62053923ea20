using System.Diagnostics;

namespace SecureDrop.Gateway.Tests;

/// <summary>Which files of the data directory and the temporary directory, changed since this was made, hold a secret.</summary>
internal sealed class WrittenFiles : IDisposable
{
    private readonly string[] _folders;
    private readonly string _secret;
    private readonly HashSet<string> _before;
    private readonly FileSystemWatcher _watcher;
    private readonly HashSet<string> _seen = [];

    public WrittenFiles(DirectoryInfo temporary, string data, string secret)
    {
        _folders = [temporary.FullName, data];
        _secret = secret;
        _before = [.. Directory.EnumerateFiles(temporary.FullName)];
        // A buffer file that is deleted again would not be there to be found: that one was made is enough.
        _watcher = new FileSystemWatcher(temporary.FullName) { EnableRaisingEvents = true };
        _watcher.Created += (_, made) =>
        {
            lock (_seen) _seen.Add(made.FullPath);
        };
    }

    public IReadOnlyList<string> WithSecret()
    {
        Thread.Sleep(50); // for the watcher
        var here = Directory.EnumerateFiles(_folders[0]).Where(file => !_before.Contains(file));
        List<string> found = [.. WithSecret([_folders[1], .. here])];
        lock (_seen) found.AddRange(_seen.Where(file => Path.GetFileName(file).StartsWith("ASPNETCORE_", StringComparison.Ordinal)));
        return [.. found.Distinct()];
    }

    public void Dispose() => _watcher.Dispose();

    // By grep: the vault's files are locked against this process too.
    private string[] WithSecret(string[] places)
    {
        using var grep = Process.Start(new ProcessStartInfo("grep", ["-rlaF", "-D", "skip", "--", _secret, .. places]) { RedirectStandardOutput = true })
            ?? throw new InvalidOperationException("grep did not start.");
        return grep.StandardOutput.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
