using System.CommandLine;
using System.Text;
using SecureDrop.Reviewer.Home;

namespace SecureDrop.Reviewer.Keys;

/// <summary>How the key commands touch files and end.</summary>
internal static class KeyFiles
{
    /// <summary>Runs a command's body, which returns null when all is well; trouble with a file ends it with 3.</summary>
    public static int Run(ParseResult parsed, Func<Trouble?> body)
    {
        Trouble? trouble;
        try
        {
            trouble = body();
        }
        catch (Exception broken) when (broken is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            trouble = Trouble.InputOutput(broken.Message, "check the medium, the space on it, who may write to it, and the reviewer's folder");
        }
        return trouble?.Tell(parsed.InvocationConfiguration.Error) ?? ExitCodes.Done;
    }

    /// <summary>Asked before a passphrase is: null when none of the files is there already.</summary>
    public static Trouble? Taken(string option, params string[] paths) =>
        paths.FirstOrDefault(Path.Exists) is { } taken
            ? Trouble.InputOutput($"{taken} is there already", $"nothing is written over: give another {option}, or move it away")
            : null;

    /// <summary>Never over an existing file: an overwritten secret key is a lost one. Whole and synced under its name, or not there.</summary>
    public static void WriteNew(string path, string text, bool secret)
    {
        var fresh = path + ".new";
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite | (secret ? 0 : UnixFileMode.GroupRead | UnixFileMode.OtherRead);
        using (var stream = new FileStream(fresh, options))
        {
            stream.Write(Encoding.UTF8.GetBytes(text));
            stream.Flush(flushToDisk: true);
        }
        File.Move(fresh, path, overwrite: false);
        if (Path.GetDirectoryName(Path.GetFullPath(path)) is { } folder) Durable.Folder(folder);
    }
}
