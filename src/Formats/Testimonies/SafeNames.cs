using System.Globalization;

namespace SecureDrop.Formats.Testimonies;

/// <summary>Disk names of one folder: two that a file system might take for the same are numbered.</summary>
public sealed class SafeNames
{
    private readonly HashSet<string> _taken = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, int> _last = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>A disk name that no earlier call gave.</summary>
    public string Take(string name)
    {
        var plain = SafeName.ForDisk(name);
        var number = _last.GetValueOrDefault(plain);
        string taken;
        do taken = ++number == 1 ? plain : SafeName.ForDisk(name, string.Create(CultureInfo.InvariantCulture, $" ({number})"));
        while (!_taken.Add(taken));
        _last[plain] = number;
        return taken;
    }
}
