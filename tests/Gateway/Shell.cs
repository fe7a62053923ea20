using System.Diagnostics;

namespace SecureDrop.Gateway.Tests;

/// <summary>Commands as a person copies them, run by bash on a machine where gpg was never used: the home is empty.</summary>
internal static class Shell
{
    public static async Task<(int Code, string Output)> RunAsync(DirectoryInfo folder, string commands)
    {
        var home = folder.CreateSubdirectory(".home");
        File.SetUnixFileMode(home.FullName, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        var start = new ProcessStartInfo("bash", ["-ec", $"{commands}\ngpgconf --kill all"])
        {
            WorkingDirectory = folder.FullName,
            RedirectStandardOutput = true,
            Environment = { ["HOME"] = home.FullName, ["http_proxy"] = "" },
        };
        start.Environment.Remove("GNUPGHOME");
        using var shell = Process.Start(start) ?? throw new InvalidOperationException("bash did not start.");
        var output = await shell.StandardOutput.ReadToEndAsync();
        await shell.WaitForExitAsync();
        return (shell.ExitCode, output);
    }
}
