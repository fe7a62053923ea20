using System.Diagnostics;
using System.Text;

namespace SecureDrop.Tests;

/// <summary>A folder of its own under a short path (gpg's sockets need that), deleted after; programs run in it.</summary>
public sealed class TempFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("sd").FullName;

    /// <summary>Runs a shell line in the folder, with GNUPGHOME in it, and gives its standard output; fails on any other exit than 0.</summary>
    public string Run(string line, byte[]? input = null)
    {
        var (exit, output, errors) = Try(line, input);
        return exit == 0 ? output : throw new InvalidOperationException($"{line}: exit {exit}\n{errors}");
    }

    public (int Exit, string Output, string Errors) Try(string line, byte[]? input = null)
    {
        var start = new ProcessStartInfo("/bin/sh", ["-c", line])
        {
            WorkingDirectory = Path,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = new UTF8Encoding(false),
        };
        start.Environment["GNUPGHOME"] = Path;
        start.Environment["LC_ALL"] = "C.UTF-8";
        using var process = Process.Start(start) ?? throw new InvalidOperationException($"{line} did not start.");
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        process.StandardInput.BaseStream.Write(input);
        process.StandardInput.Close();
        process.WaitForExit();
        return (process.ExitCode, output.Result, errors.Result);
    }

    public string Write(string name, ReadOnlySpan<byte> octets)
    {
        var path = System.IO.Path.Combine(Path, name);
        File.WriteAllBytes(path, octets);
        return path;
    }

    public byte[] Read(string name) => File.ReadAllBytes(System.IO.Path.Combine(Path, name));

    public void Dispose()
    {
        if (Directory.EnumerateFileSystemEntries(Path).Any(entry => entry.Contains("S.gpg-agent", StringComparison.Ordinal))) Try("gpgconf --kill all");
        Directory.Delete(Path, recursive: true);
    }
}
