using System.IO.Compression;

namespace SecureDrop.Gateway.Serving;

/// <summary>
/// A file that depends on no submission and no reader, so its packed length tells nothing: on a slow line it comes in a third of the time. Packed when
/// first asked for.
/// </summary>
internal sealed class ServedFile(string mediaType, byte[] octets)
{
    private readonly Lazy<byte[]> _brotli = new(() => Packed(octets, stream => new BrotliStream(stream, CompressionLevel.SmallestSize)));
    private readonly Lazy<byte[]> _gzip = new(() => Packed(octets, stream => new GZipStream(stream, CompressionLevel.SmallestSize)));

    public string MediaType => mediaType;

    /// <param name="coding">br, gzip, or null for as it is.</param>
    public ReadOnlyMemory<byte> Octets(string? coding) => coding switch
    {
        "br" => _brotli.Value,
        "gzip" => _gzip.Value,
        _ => octets,
    };

    private static byte[] Packed(byte[] octets, Func<Stream, Stream> packing)
    {
        using var packed = new MemoryStream();
        using (var stream = packing(packed)) stream.Write(octets);
        return packed.ToArray();
    }
}
