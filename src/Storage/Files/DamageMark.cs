using System.Globalization;

namespace SecureDrop.Storage.Files;

/// <summary>
/// What the log had durable when this process found octets of the vault changed and stopped: `SecureDrop.Net vault damaged`, the generation and the number of pages, a
/// line each. At a start a log whose pages are gone looks like one whose last pages a crash tore before anybody was answered, and would be cut in silence; beside
/// this it is refused. Where its pages are whole after all, it is taken away again.
/// </summary>
internal sealed record DamageMark(ulong Generation, long Pages)
{
    private const string Title = "SecureDrop.Net vault damaged";

    /// <summary>Null when there is none.</summary>
    /// <exception cref="VaultUnavailableException">Not as it was written: whoever changed it, it tells of damage.</exception>
    public static DamageMark? TryRead(string path)
    {
        if (!File.Exists(path)) return null;
        return File.ReadAllText(path).Split('\n') is [Title, var generation, var pages, ""]
            && ulong.TryParse(generation, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && long.TryParse(pages, NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            ? new DamageMark(number, count) : throw new VaultUnavailableException(VaultTrouble.Damaged);
    }

    /// <summary>As far as that can be done on a disk that fails.</summary>
    public void TryWrite(string path)
    {
        try
        {
            using (var file = OwnFile.Open(path + FileNames.New, FileMode.Create))
            {
                file.Write(System.Text.Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{Title}\n{Generation}\n{Pages}\n")));
                file.Flush(flushToDisk: true);
            }

            File.Move(path + FileNames.New, path, overwrite: true); // half of it would refuse every start
            if (Path.GetDirectoryName(path) is { } directory) Posix.FlushDirectory(directory);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // The trouble that it would tell of is told by this process, too.
        }
    }

    /// <summary>A log of this generation, with so many whole pages at its beginning, has all that was durable.</summary>
    public bool IsKept(ulong generation, long whole) => generation > Generation || (generation == Generation && whole >= Pages);
}
