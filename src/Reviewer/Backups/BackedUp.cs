using System.Text.RegularExpressions;
using SecureDrop.Formats;
using SecureDrop.Reviewer.Home;

namespace SecureDrop.Reviewer.Backups;

/// <summary>What of a home is backed up: keys, trust, ledgers and the custody log. Cases come again with an export; testimony has no place in one more file.</summary>
internal static partial class BackedUp
{
    /// <summary>Relative to the home, with forward slashes; what says the version first, the pin last, since a home is set up once it has one.</summary>
    public static IReadOnlyList<string> Names(HomeFolder home) =>
    [
        .. Directory.GetFiles(home.Root, "*", new EnumerationOptions { RecurseSubdirectories = true, MaxRecursionDepth = 2 })
            .Select(path => Path.GetRelativePath(home.Root, path).Replace(Path.DirectorySeparatorChar, '/')).Where(IsName)
            .OrderByDescending(name => name == Path.GetFileName(home.Format)).ThenBy(name => name == Path.GetFileName(home.Pin)).ThenBy(name => name, StringComparer.Ordinal),
    ];

    public static bool IsName(string name) => Ours().IsMatch(name);

    /// <summary>Names and hashes, for comparing a home with what came back.</summary>
    public static IReadOnlyList<(string Name, Sha256Hash Hash)> Hashes(HomeFolder home) =>
        [.. Names(home).Select(name => (name, Sha256Hash.Of(File.ReadAllBytes(Path.Combine(home.Root, name)))))];

    [GeneratedRegex(@"\A(home\.txt|keyring\.asc|keyring\.pin|ledger\.txt|custody\.txt|custody\.head|custody-damaged(-[0-9]{1,9})?|destroyed|(secret-keys|revocations)/[0-9A-F]{40}\.asc|former-ledgers/[0-9a-f-]{1,80}/ledger\.txt)\z")]
    private static partial Regex Ours();
}
