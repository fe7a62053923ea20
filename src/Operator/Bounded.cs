namespace SecureDrop.Operator;

/// <summary>Reading files from elsewhere without taking more memory than their kind may need.</summary>
internal static class Bounded
{
    /// <summary>At most one octet more than the limit, which is enough for the reader behind it to refuse the file as too large.</summary>
    public static byte[] Read(string file, int limit)
    {
        using var stream = NamedFile.Open(file);
        using var octets = new MemoryStream();
        var buffer = new byte[81920];
        while (octets.Length <= limit && stream.Read(buffer, 0, (int)Math.Min(buffer.Length, limit + 1 - octets.Length)) is var count and > 0)
            octets.Write(buffer, 0, count);
        return octets.ToArray();
    }
}
