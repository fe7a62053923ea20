using System.Text;
using SecureDrop.Formats.Bags;
using SecureDrop.Formats.Testimonies;

namespace SecureDrop.Fuzzing.Readers;

/// <summary>
/// Names that strangers choose, one a line: each gets a name of its own that a disk takes and a terminal shows, and those of parts and entries are read
/// only as we write them.
/// </summary>
internal static class NameReading
{
    // All of a name is always gone through, so a few short ones; NamesTests has long ones.
    private const int MostOctets = 64;

    public static string Of(byte[] octets, int cuts)
    {
        var names = new SafeNames();
        var taken = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var (parts, entries) = (0, 0);
        foreach (var name in Encoding.UTF8.GetString(octets.AsSpan(0, Math.Min(octets.Length, MostOctets))).Split('\n'))
        {
            var disk = names.Take(name);
            BrokenPromiseException.Unless(taken.Add(disk), "two files get one name");
            BrokenPromiseException.Unless(disk is not ("" or "." or "..") && Encoding.UTF8.GetByteCount(disk) <= SafeName.MaximumOctets, "no name for a disk");
            BrokenPromiseException.Unless(!disk.Any(c => c is '/' or '\\' || char.IsControl(c) || c is >= '\u202A' and <= '\u202E'), "a name leads elsewhere");
            BrokenPromiseException.Unless(!SafeName.Show(name).Any(char.IsControl), "a name steers the terminal");
            if (PartName.TryParse(name, out var part)) BrokenPromiseException.Unless($"{part}" == name && ++parts > 0, "written again it is another part");
            if (EntryName.TryParse(name, out var entry)) BrokenPromiseException.Unless(EntryName.Of(entry) == name && ++entries > 0, "written again it is another entry");
        }

        return $"accept {taken.Count} {parts} {entries}";
    }
}
