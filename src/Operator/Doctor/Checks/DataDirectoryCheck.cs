using SecureDrop.Formats.Control;
using SecureDrop.Operator.Doctor.Facts;

namespace SecureDrop.Operator.Doctor.Checks;

/// <summary>The data directory is its account's alone: 0700, nothing in it open to others, nobody above it who could put another in its place.</summary>
internal static class DataDirectoryCheck
{
    private const string Name = "data-directory";
    private const int Shown = 4;

    /// <summary>
    /// Where no vault is, the name is mistyped or nothing was started yet, and every other check would find fault too: this one finding stands for all.
    /// Null where there is a vault, or where this account may not look.
    /// </summary>
    public static Finding? NoVault(DataDirectory directory)
    {
        try
        {
            var files = new DirectoryInfo(directory.Path).EnumerateFileSystemInfos();
            if (files.Any(file => file.Name == DataFiles.LockdownMark || file.Name.StartsWith("vault.", StringComparison.Ordinal))) return null;
        }
        catch (UnauthorizedAccessException)
        {
            return null;
        }
        catch (IOException)
        {
            return Finding.Danger(Name, $"{directory.Path} is not there, or is no folder", "name the one the gateway was started with: --data DIR");
        }

        return Finding.Danger(
            Name, $"{directory.Path} holds no vault: no gateway was ever started on it",
            "name the one the gateway was started with: --data DIR; if this is it, start the gateway, then doctor again");
    }

    public static IEnumerable<Finding> Judge(Snapshot seen)
    {
        var path = seen.Directory.Path;
        if (!seen.Folder.Is(out var folder, out var why))
            return [Finding.Unknown(Name, why, $"name the one the gateway was started with: --data DIR; or {Again.AsTheGateway}")];
        var found = new List<Finding>();
        if (!folder.IsOwnersAlone) found.Add(Finding.Danger(Name, $"{path} has mode {folder.Octal}: others may look or write into it", $"chmod 700 {path}"));
        if (seen.Process.OrNull()?.User is { } user && user != folder.User)
            found.Add(Finding.Danger(Name, $"{path} belongs to account {folder.User}, the gateway runs as {user}", $"chown -R {user} {path}"));
        if (!seen.LooseFiles.Is(out var loose, out var unread)) found.Add(Finding.Unknown(Name, unread, Again.AsTheGateway));
        else if (loose.Length > 0)
            found.Add(Finding.Warning(
                Name, $"open to others, or another's: {string.Join(", ", loose.Take(Shown))}{(loose.Length > Shown ? $" and {loose.Length - Shown} more" : "")}",
                $"chmod -R go= {path}, and chown to account {folder.User} what is not its own"));
        foreach (var parent in seen.LooseParents)
            found.Add(Finding.Danger(
                Name, $"others may change {parent}, and so put another directory in its place",
                $"chmod go-w {parent}, and give it to root or to account {folder.User}"));
        return found.Count > 0 ? found : [Finding.Ok(Name, $"{path}, mode {folder.Octal}")];
    }
}
