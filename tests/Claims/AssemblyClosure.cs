using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace SecureDrop.Claims;

/// <summary>Every assembly that a program can reach, through its own folder and the .NET runtime's, read from the metadata.</summary>
internal static class AssemblyClosure
{
    public static IReadOnlyCollection<string> Of(string program)
    {
        string[] folders = [Path.GetDirectoryName(program) ?? "", Path.GetDirectoryName(typeof(object).Assembly.Location) ?? ""];
        var reached = new HashSet<string>();
        var waiting = new Stack<string>([program]);
        while (waiting.TryPop(out var path))
        {
            if (!reached.Add(Path.GetFileNameWithoutExtension(path))) continue;
            foreach (var name in References(path))
            {
                var found = folders.Select(folder => Path.Combine(folder, name + ".dll")).FirstOrDefault(File.Exists);
                if (found is not null) waiting.Push(found); else reached.Add(name);
            }
        }

        return reached;
    }

    private static List<string> References(string path)
    {
        using var file = File.OpenRead(path);
        using var image = new PEReader(file);
        if (!image.HasMetadata) return [];
        var metadata = image.GetMetadataReader();
        return [.. metadata.AssemblyReferences.Select(handle => metadata.GetString(metadata.GetAssemblyReference(handle).Name))];
    }
}
