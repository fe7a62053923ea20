using SecureDrop.Benchmarks.Load;

namespace SecureDrop.Benchmarks.Servers;

/// <summary>How a server is started, by the name it has in the table, in a directory of its own that is deleted afterwards.</summary>
internal sealed record Command(string Name, string Directory, string Program, string[] Arguments, Target Target)
{
    public string WorkingDirectory { get; init; } = Directory;

    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();
}
