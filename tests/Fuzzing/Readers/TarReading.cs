using SecureDrop.Formats.Testimonies;
using StockTar = System.Formats.Tar;

namespace SecureDrop.Fuzzing.Readers;

/// <summary>The archive as the reviewer's program reads it; what is accepted, .NET's own tar reader reads as the same files.</summary>
internal static class TarReading
{
    public static string Of(byte[] octets, int cuts)
    {
        using var stream = new Cuts(octets, cuts);
        var reader = new TarReader(stream, octets.Length);
        List<(string Path, byte[] Octets)> members = [];
        while (true)
        {
            if (reader.Next(out var member) is { } fault) return $"{fault} {members.Count}";
            if (member is null) break;
            using var content = new MemoryStream();
            var room = new byte[700];
            int read;
            do
            {
                if (reader.Read(room, out read) is { } cut) return $"{cut} {members.Count}";
                content.Write(room, 0, read);
            }
            while (read > 0);
            BrokenPromiseException.Unless(content.Length == member.Size, "a member has another length");
            members.Add((member.Path, content.ToArray()));
        }

        byte[] again = [.. members.SelectMany((member, i) => (byte[])[.. Tar.Headers(member.Path, member.Octets.Length, i + 1), .. member.Octets, .. Tar.Padding(member.Octets.Length)])];
        BrokenPromiseException.Unless(octets.AsSpan().StartsWith(again) && !octets.AsSpan(again.Length).ContainsAnyExcept((byte)0), "written again it is another archive");
        BrokenPromiseException.Unless(members.Select(member => member.Path).SequenceEqual(StockNames(octets)), "tar reads other files");
        return $"accept {members.Count}";
    }

    private static List<string> StockNames(byte[] octets)
    {
        using var stream = new MemoryStream(octets);
        using var reader = new StockTar.TarReader(stream);
        List<string> names = [];
        while (reader.GetNextEntry() is { } entry) names.Add(entry.Name);
        return names;
    }
}
