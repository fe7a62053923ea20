namespace SecureDrop.Operator.Doctor.Facts;

/// <summary>The at-rest key's file, without a look into it.</summary>
/// <param name="File">Where its octets lie, behind any link.</param>
/// <param name="Status">Mode and owner; the words say when it is not there or not to be seen.</param>
/// <param name="Mount">The file system it lies on.</param>
/// <param name="IsBegun">A change of the key was begun and not finished: FILE.next is there.</param>
internal sealed record KeyFacts(string File, Seen<FileStatus> Status, Seen<Mount> Mount, bool IsBegun)
{
    public static KeyFacts Of(string named, Machine machine)
    {
        var key = new AtRest.KeyAtSource(named);
        return new KeyFacts(key.File, FileStatus.Of(key.File), Facts.Mount.Of(key.File, machine), key.IsBegun);
    }
}
