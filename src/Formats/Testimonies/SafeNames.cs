namespace SecureDrop.Formats.Testimonies;

/// <summary>Disk names of one folder: two that a file system might take for the same are numbered.</summary>
public sealed class SafeNames
{
    private readonly HashSet<string> _taken = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>A disk name that no earlier call gave.</summary>
    public string Take(string name) => throw new NotImplementedException($"{name}{_taken}");
}
