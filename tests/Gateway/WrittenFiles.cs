using System.Text;

namespace SecureDrop.Gateway.Tests;

/// <summary>Which files of the data directory and the temporary directory, changed since this was made, hold a secret.</summary>
internal sealed class WrittenFiles : IDisposable
{
    private readonly string[] _folders;
    private readonly byte[] _secret;
    private readonly HashSet<string> _before;
    private readonly FileSystemWatcher _watcher;
    private readonly HashSet<string> _seen = [];

    public WrittenFiles(DirectoryInfo temporary, string data, string secret)
    {
        _folders = [temporary.FullName, data];
        _secret = Encoding.UTF8.GetBytes(secret);
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
        var here = Directory.EnumerateFiles(_folders[0]).Where(file => !_before.Contains(file))
            .Concat(Directory.EnumerateFiles(_folders[1], "*", SearchOption.AllDirectories));
        var found = here.Where(HasSecret).ToList();
        lock (_seen) found.AddRange(_seen.Where(file => Path.GetFileName(file).StartsWith("ASPNETCORE_", StringComparison.Ordinal)));
        return [.. found.Distinct()];
    }

    public void Dispose() => _watcher.Dispose();

    private bool HasSecret(string file)
    {
        if (file.EndsWith(".sock", StringComparison.Ordinal)) return false;
        try
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var copy = new MemoryStream();
            stream.CopyTo(copy);
            return copy.GetBuffer().AsSpan(0, (int)copy.Length).IndexOf(_secret) >= 0;
        }
        catch (Exception gone) when (gone is FileNotFoundException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
