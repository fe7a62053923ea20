using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace SecureDrop.Tests;

/// <summary>A copy of what the programs of one version of the formats left behind (tests/Vectors/versions), to be opened by today's.</summary>
public sealed class VersionFixture : IDisposable
{
    private static readonly string Kept = Path.Combine(Vector.Root(), "tests", "Vectors", "versions");

    public VersionFixture(string version)
    {
        var from = Path.Combine(Kept, version);
        foreach (var file in Directory.GetFiles(from, "*", SearchOption.AllDirectories))
        {
            var to = this[Path.GetRelativePath(from, file)];
            Directory.CreateDirectory(Path.GetDirectoryName(to) ?? Folder);
            File.Copy(file, to);
        }

        Expected = JsonDocument.Parse(File.ReadAllBytes(this["expected.json"])).RootElement;
    }

    /// <summary>Every version that was ever made; none is an error, so that no loop passes by being empty.</summary>
    public static TheoryData<string> All
    {
        get
        {
            string[] found = [.. Directory.GetDirectories(Kept).Select(folder => Path.GetFileName(folder)).Order(StringComparer.Ordinal)];
            Assert.Contains("1", found);
            return [.. found];
        }
    }

    public string Folder { get; } = Directory.CreateTempSubdirectory("vf-").FullName;

    public JsonElement Expected { get; }

    /// <summary>The day on which it was made: clocks of tests stand there, so that nothing in it ever expires.</summary>
    public DateTimeOffset Now => new(DateOnly.Parse(Said("day"), System.Globalization.CultureInfo.InvariantCulture).ToDateTime(new TimeOnly(23, 0)), TimeSpan.Zero);

    public string this[string name] => Path.Combine(Folder, name);

    public static string Key(string name) => Path.Combine(Vector.Root(), "keys-example", name);

    public static string Root { get; } = File.ReadLines(Key("keyring.asc")).First(line => line.StartsWith("root ", StringComparison.Ordinal))["root ".Length..];

    public string Said(string name) => $"{Expected.GetProperty(name)}";

    /// <summary>The same file a version later, for all that its version says.</summary>
    public void MakeNewer(string name, string version)
    {
        var text = File.ReadAllText(this[name], Encoding.Latin1);
        Assert.Contains($"{version} 1\n", text, StringComparison.Ordinal);
        File.WriteAllText(this[name], text.Replace($"{version} 1\n", $"{version} 2\n", StringComparison.Ordinal), Encoding.Latin1);
    }

    /// <summary>What runs must refuse by the one name, and leave every file here, and none besides, as it was.</summary>
    public void MustBeRefused(string what, Func<string> run)
    {
        var before = Files();
        var said = run();
        Assert.True(said.Contains("format_newer", StringComparison.Ordinal) && said.Contains("newer", StringComparison.Ordinal), $"{what}: {said}");
        Assert.True(before.SequenceEqual(Files()), $"{what} changed {string.Join(", ", before.Except(Files()).Concat(Files().Except(before)))}");
    }

    /// <summary>Every file with the hash of its octets; but for the file by which a home is held, which is empty.</summary>
    public IReadOnlyList<string> Files() =>
    [
        .. Directory.GetFiles(Folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Where(file => Path.GetFileName(file) != "lock" || new FileInfo(file).Length > 0)
            .Select(file => $"{Path.GetRelativePath(Folder, file)} {Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(file)))}"),
    ];

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
