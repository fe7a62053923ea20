using SecureDrop.Formats.Control;

namespace SecureDrop.Operator.Doctor.Facts;

/// <summary>The at-rest key's file, without a look into it.</summary>
/// <param name="File">Where its octets lie, behind any link.</param>
/// <param name="Status">Mode and owner; the words say when it is not there or not to be seen.</param>
/// <param name="Mount">The file system it lies on.</param>
/// <param name="IsBegun">A change of the key was begun and not finished: FILE.next is there.</param>
/// <param name="Beside">What else lies in its folder, which the unit hands to the gateway whole.</param>
/// <param name="LooseParents">The folders above that others may change, so that they could put another key in its place.</param>
internal sealed record KeyFacts(string File, Seen<FileStatus> Status, Seen<Mount> Mount, bool IsBegun, string[] Beside, string[] LooseParents)
{
    public static KeyFacts Of(string named, Machine machine)
    {
        var key = new AtRest.KeyAtSource(named);
        var status = FileStatus.Of(key.File);
        string[] loose = status.OrNull() is { } file ? [.. Parents.Loose(key.File, file.User)] : [];
        string[] beside = status.OrNull() is null ? [] : [.. OthersIn(Path.GetDirectoryName(key.File) ?? "/").Except([key.File, key.File + AtRestKey.Next]).Order(StringComparer.Ordinal)];
        return new KeyFacts(key.File, status, Facts.Mount.Of(key.File, machine), key.IsBegun, beside, loose);
    }

    /// <summary>Whether it lies in that folder, whatever links lead to either.</summary>
    public bool LiesIn(string folder) => Machine.Real(File).StartsWith(Machine.Real(folder) + '/', StringComparison.Ordinal);

    private static IEnumerable<string> OthersIn(string folder) =>
        Directory.EnumerateFileSystemEntries(folder, "*", new EnumerationOptions { IgnoreInaccessible = true, AttributesToSkip = 0 });
}
