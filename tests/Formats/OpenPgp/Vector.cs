using System.Globalization;
using System.Text;
using SecureDrop.Formats;
using SecureDrop.Formats.OpenPgp;

namespace SecureDrop.Tests.Formats.OpenPgp;

/// <summary>A file of tests/Vectors/messages: a header (expect, why, made by), an empty line, and the octets as a program wrote them.</summary>
public sealed record Vector(string Name, string Expect, string MadeBy, byte[] Octets)
{
    private static readonly string Folder = Path.Combine(Root(), "tests", "Vectors", "messages");

    public static IReadOnlyList<Vector> All()
    {
        var vectors = Directory.GetFiles(Folder, "*.vector").Order(StringComparer.Ordinal).Select(Open).ToList();
        Assert.True(vectors.Count >= 50, "The corpus is not where it should be.");
        return vectors;
    }

    /// <summary>The keyring of the corpus: a line for each encryption subkey.</summary>
    internal static RecipientRule Keyring()
    {
        var lines = File.ReadAllLines(Path.Combine(Folder, "keyring.txt")).ToDictionary(
            line => new KeyId(ulong.Parse(line.AsSpan(0, 16), NumberStyles.HexNumber, CultureInfo.InvariantCulture)), line => line[17..]);
        return subkey => !lines.TryGetValue(subkey, out var state) ? Refusal.RecipientUnknown : state == "retired" ? Refusal.RecipientRetired : null;
    }

    public static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "SecureDrop.Net.sln"))) folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("The tests run outside the checkout.");
    }

    public override string ToString() => Name;

    private static Vector Open(string path)
    {
        var octets = File.ReadAllBytes(path);
        var body = octets.AsSpan().IndexOf("\n\n"u8) + 2;
        var header = Encoding.UTF8.GetString(octets, 0, body).Split('\n').Where(line => line.Length > 0)
            .ToDictionary(line => line[..line.IndexOf(':', StringComparison.Ordinal)], line => line[(line.IndexOf(':', StringComparison.Ordinal) + 2)..]);
        Assert.False(string.IsNullOrWhiteSpace(header["why"]));
        return new Vector(Path.GetFileNameWithoutExtension(path), header["expect"], header["made by"], octets[body..]);
    }
}
