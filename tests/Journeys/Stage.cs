using SecureDrop.Tests;

namespace SecureDrop.Journeys;

/// <summary>
/// Where a story plays: an empty folder with a short name (a control socket's path ends at 107 octets), the four
/// programs on the PATH, a home and a GnuPG home of its own, and a free port on the loopback.
/// </summary>
internal sealed class Stage : IDisposable
{
    private static readonly string Output = Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory);
    private static readonly string Root = Path.GetFullPath(Path.Combine(Output, "../../../../.."));
    private static readonly string Configuration = Path.GetFileName(Path.GetFullPath(Path.Combine(Output, "..")));

    public Stage(Story story)
    {
        Folder = Directory.CreateTempSubdirectory("j-").FullName;
        var programs = Directory.CreateDirectory(Path.Combine(Folder, ".bin")).FullName;
        foreach (var door in new[] { "Gateway", "Source", "Operator", "Reviewer" })
            PutProgram(programs, door);
        foreach (var (name, text) in story.Files)
        {
            var path = Path.Combine(Folder, name);
            Directory.CreateDirectory(Path.GetDirectoryName(path) ?? Folder);
            File.WriteAllText(path, text);
        }
        var gpg = Path.Combine(Folder, ".gnupg");
        Directory.CreateDirectory(gpg, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        // Nothing of the person's own GnuPG, and no look-up over a network.
        File.WriteAllText(Path.Combine(gpg, "gpg.conf"), "batch\nno-tty\ndisable-dirmngr\nno-auto-key-locate\nquiet\npinentry-mode loopback\n");
        var port = FreePort.Next();
        Variables = new Dictionary<string, string>
        {
            ["PATH"] = programs + ":" + Environment.GetEnvironmentVariable("PATH"),
            ["HOME"] = Folder,
            ["GNUPGHOME"] = gpg,
            ["LC_ALL"] = "C.UTF-8",
            ["NO_COLOR"] = "1",
            ["KEYS"] = Path.Combine(Root, "keys-example"),
            ["URL"] = $"http://127.0.0.1:{port}",
            ["DOTNET_ENVIRONMENT"] = "Development",
            ["DOTNET_TieredPGO"] = "0",
        };
    }

    public string Folder { get; }
    public Dictionary<string, string> Variables { get; }

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    private static void PutProgram(string folder, string door)
    {
        var name = "securedrop-" + door.ToLowerInvariant();
        var assembly = Path.Combine(Root, "src", door, "bin", Configuration, "net10.0", name + ".dll");
        var shim = Path.Combine(folder, name);
        File.WriteAllText(shim, $"#!/bin/sh\nexec dotnet '{assembly}' \"$@\"\n");
        File.SetUnixFileMode(shim, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }
}
