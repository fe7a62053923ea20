using System.Text;
using SecureDrop.Formats.Testimonies;

namespace SecureDrop.Tests.Formats.Testimonies;

/// <summary>Archives to test with, and the way through them.</summary>
internal static class Sample
{
    public static Attachment File(string name, byte[] octets) => Attachment.Measure(name, () => new MemoryStream(octets));

    public static Attachment File(string name, string text) => File(name, Encoding.UTF8.GetBytes(text));

    public static TestimonyArchive Plan(Account account, IReadOnlyList<Attachment> files, int? partSize = null)
    {
        Assert.True(TestimonyArchive.TryPlan(account, files, partSize, out var archive, out var fault), $"{fault}");
        return archive;
    }

    public static byte[] Octets(this TestimonyArchive archive) => [.. archive.Slices().SelectMany(slice => slice.ToArray())];

    /// <summary>Reads to the end or the first fault, of an archive that may have so many octets.</summary>
    public static (TarFault? Fault, List<(string Path, byte[] Octets)> Members) Read(byte[] octets, int? all = null)
    {
        using var stream = new MemoryStream(octets);
        var reader = new TarReader(stream, all ?? octets.Length);
        List<(string, byte[])> members = [];
        var room = new byte[1000];
        while (true)
        {
            if (reader.Next(out var member) is { } fault) return (fault, members);
            if (member is null) return (null, members);
            using var content = new MemoryStream();
            for (int read; ; content.Write(room, 0, read))
            {
                if (reader.Read(room, out read) is { } cut) return (cut, members);
                if (read == 0) break;
            }

            members.Add((member.Path, content.ToArray()));
        }
    }
}
