using System.CommandLine;
using System.Text;

namespace SecureDrop.Reviewer.Keys;

/// <summary>How the key commands touch files and end.</summary>
internal static class KeyFiles
{
    private const int Refused = 1, Trouble = 3;

    /// <summary>Runs a command's body; trouble with a file ends it with 3.</summary>
    public static int Run(ParseResult parsed, Func<int> body)
    {
        try
        {
            return body();
        }
        catch (Exception trouble) when (trouble is IOException or UnauthorizedAccessException)
        {
            parsed.InvocationConfiguration.Error.WriteLine(trouble.Message);
            return Trouble;
        }
    }

    public static int Refuse(ParseResult parsed, string why)
    {
        parsed.InvocationConfiguration.Error.WriteLine(why);
        return Refused;
    }

    /// <summary>Says so, before a passphrase is asked for, when a file is there already; null when all are free.</summary>
    public static int? Taken(ParseResult parsed, string option, params string[] paths)
    {
        if (paths.FirstOrDefault(File.Exists) is not { } taken) return null;
        return Reviewer.Trouble.InputOutput($"{taken} is there already", $"nothing is written over: give another {option}, or move it away").Tell(parsed.InvocationConfiguration.Error);
    }

    /// <summary>Never over an existing file: an overwritten secret key is a lost one. Synced before it returns.</summary>
    public static void WriteNew(string path, string text, bool secret)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite | (secret ? 0 : UnixFileMode.GroupRead | UnixFileMode.OtherRead);
        using var stream = new FileStream(path, options);
        stream.Write(Encoding.UTF8.GetBytes(text));
        stream.Flush(flushToDisk: true);
    }
}
