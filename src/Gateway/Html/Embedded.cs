using System.Text;

namespace SecureDrop.Gateway.Html;

/// <summary>The files of this folder, inside the program: what was built is what is shown.</summary>
internal static class Embedded
{
    public static byte[] Octets(string name)
    {
        using var stream = typeof(Embedded).Assembly.GetManifestResourceStream(name) ?? throw new InvalidOperationException($"{name} is not embedded.");
        var octets = new byte[stream.Length];
        stream.ReadExactly(octets);
        return octets;
    }

    public static string Text(string name) => Encoding.UTF8.GetString(Octets(name));
}
