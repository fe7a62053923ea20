using System.Reflection;

namespace SecureDrop.Formats.Pages;

/// <summary>
/// What the page's build made, with no keyring in it yet. Whoever serves it and whoever signs the kit carry it inside their own programs, so that neither
/// takes it from the other.
/// </summary>
/// <param name="Page">The page's script, with the marked place.</param>
/// <param name="Worker">The sealing thread's script.</param>
/// <param name="Style">The sheet of what the page's script shows.</param>
/// <param name="Kit">The offline kit, with the marked place.</param>
public sealed record PageTemplates(byte[] Page, byte[] Worker, byte[] Style, byte[] Kit)
{
    /// <param name="program">It embeds the four files of src/Page/gen under page/.</param>
    public static PageTemplates In(Assembly program) =>
        new(Octets(program, "page.js"), Octets(program, "worker.js"), Octets(program, "page.css"), Octets(program, "kit.html"));

    private static byte[] Octets(Assembly program, string name)
    {
        using var stream = program.GetManifestResourceStream($"page/{name}") ?? throw new InvalidOperationException($"page/{name} is not embedded.");
        var octets = new byte[stream.Length];
        stream.ReadExactly(octets);
        return octets;
    }
}
