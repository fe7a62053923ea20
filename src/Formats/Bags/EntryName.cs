using System.Globalization;

namespace SecureDrop.Formats.Bags;

/// <summary>The file name of an entry in a bundle's data folder: eight digits and .pgp, `00000341.pgp`.</summary>
public static class EntryName
{
    public const int MaximumEntry = 99_999_999;

    public static string Of(int entry) => entry is > 0 and <= MaximumEntry
        ? entry.ToString("D8", CultureInfo.InvariantCulture) + ".pgp"
        : throw new ArgumentOutOfRangeException(nameof(entry));

    public static bool TryParse(ReadOnlySpan<char> name, out int entry)
    {
        entry = 0;
        // .NET's number parsers let NULs follow a number: only digits reach them.
        return name.Length == 12 && name.EndsWith(".pgp", StringComparison.Ordinal) && !name[..8].ContainsAnyExceptInRange('0', '9')
            && int.TryParse(name[..8], NumberStyles.None, CultureInfo.InvariantCulture, out entry) && entry > 0;
    }
}
