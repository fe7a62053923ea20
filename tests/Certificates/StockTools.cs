using System.Diagnostics;

namespace SecureDrop.Certificates.Tests;

/// <summary>Runs gpg, sq and sqop in a folder of their own, away from the keyring and agent of whoever runs the tests.</summary>
public sealed class StockTools : IDisposable
{
    private static readonly string[] Quiet = ["--batch", "--no-tty", "--disable-dirmngr", "--no-auto-key-locate", "--pinentry-mode", "loopback", "--trust-model", "always"];
    private bool _gpgRan;

    // Short: the agent's socket path has a limit of 108 octets.
    public string Folder { get; } = Directory.CreateTempSubdirectory("sd-").FullName;

    public string PathOf(string name) => Path.Combine(Folder, name);

    public string Write(string name, ReadOnlySpan<byte> octets)
    {
        File.WriteAllBytes(PathOf(name), octets);
        return PathOf(name);
    }

    public (int Code, byte[] Output, string Notes) Gpg(params string[] arguments)
    {
        _gpgRan = true;
        return Run("gpg", [.. Quiet, .. arguments]);
    }

    public (int Code, byte[] Output, string Notes) Run(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Folder };
        start.Environment["GNUPGHOME"] = Folder;
        start.Environment["LC_ALL"] = "C.UTF-8";
        using var process = Process.Start(start) ?? throw new InvalidOperationException(program);
        using var output = new MemoryStream();
        var notes = process.StandardError.ReadToEndAsync();
        process.StandardOutput.BaseStream.CopyTo(output);
        process.WaitForExit();
        return (process.ExitCode, output.ToArray(), notes.GetAwaiter().GetResult());
    }

    public void Dispose()
    {
        if (_gpgRan) Run("gpgconf", "--kill", "all");
        Directory.Delete(Folder, recursive: true);
    }
}
