using System.Text;

namespace SecureDrop.Tests;

/// <summary>A file of tests/Vectors: a header (expect, why, made by), an empty line, and the octets.</summary>
public sealed record Vector(string Name, string Expect, string Why, byte[] Octets)
{
    /// <summary>All of one folder under tests/Vectors; a folder without any is an error, so that no loop passes by being empty.</summary>
    public static IReadOnlyList<Vector> In(string folder)
    {
        var path = Path.Combine(Root(), "tests", "Vectors", folder);
        Vector[] found = [.. Directory.GetFiles(path, "*.vector").Order(StringComparer.Ordinal).Select(Read)];
        return found.Length > 0 ? found : throw new InvalidOperationException($"No vector in {path}.");
    }

    /// <summary>The folder of the checkout.</summary>
    public static string Root()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "SecureDrop.Net.sln"))) return folder.FullName;
        throw new InvalidOperationException("Not inside a checkout.");
    }

    private static Vector Read(string path)
    {
        var file = File.ReadAllBytes(path);
        var end = file.AsSpan().IndexOf("\n\n"u8);
        var header = Encoding.UTF8.GetString(file, 0, end).Split('\n').Select(line => line.Split(": ", 2)).ToDictionary(pair => pair[0], pair => pair[1]);
        return new Vector(Path.GetFileNameWithoutExtension(path), header["expect"], header["why"], file[(end + 2)..]);
    }
}
