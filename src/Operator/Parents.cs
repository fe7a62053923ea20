namespace SecureDrop.Operator;

/// <summary>The folders above a place: who may change one of them may put something else in the place.</summary>
internal static class Parents
{
    private const UnixFileMode WrittenByGroup = UnixFileMode.GroupWrite, WrittenByOthers = UnixFileMode.OtherWrite;

    /// <summary>Those that neither root nor the owner alone may change, the nearest first. A sticky one, such as /tmp, lets nobody rename what is another's.</summary>
    public static IEnumerable<string> Loose(string path, uint owner)
    {
        for (var folder = Path.GetDirectoryName(path); folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (FileStatus.Of(folder).OrNull() is not { } status) continue;
            if (!IsSafe(status, owner)) yield return folder;
        }
    }

    private static bool IsSafe(FileStatus folder, uint owner)
    {
        if (folder.User != 0 && folder.User != owner) return false;
        if (folder.Mode.HasFlag(UnixFileMode.StickyBit)) return true;
        return !folder.Mode.HasFlag(WrittenByOthers) && (!folder.Mode.HasFlag(WrittenByGroup) || folder.Group == 0);
    }
}
