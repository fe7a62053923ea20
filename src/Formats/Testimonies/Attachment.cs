using System.Security.Cryptography;

namespace SecureDrop.Formats.Testimonies;

/// <summary>A file to seal. Size and hash stand in testimony.json, ahead of the file, so it is read twice.</summary>
/// <param name="Name">Without folders.</param>
/// <param name="Size">In octets.</param>
/// <param name="Sha256">Over the file.</param>
/// <param name="Open">Gives the file from its start; the archive disposes it.</param>
public sealed record Attachment(string Name, long Size, Sha256Hash Sha256, Func<Stream> Open)
{
    private const int BufferOctets = 64 << 10;

    /// <summary>Reads the file once for its size and hash.</summary>
    public static Attachment Measure(string name, Func<Stream> open)
    {
        using var file = open();
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[BufferOctets];
        long size = 0;
        for (int read; (read = file.Read(buffer)) > 0; size += read) hash.AppendData(buffer, 0, read);
        CryptographicOperations.ZeroMemory(buffer);
        return new Attachment(name, size, new Sha256Hash(hash.GetHashAndReset()), open);
    }

    /// <summary>The file in pieces that share one buffer, checked against size and hash: they were written down before it.</summary>
    /// <exception cref="InvalidDataException">The file has changed since it was measured.</exception>
    internal IEnumerable<ReadOnlyMemory<byte>> Octets()
    {
        using var file = Open();
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[BufferOctets];
        try
        {
            long size = 0;
            for (int read; (read = file.Read(buffer)) > 0;)
            {
                size += read;
                if (size > Size) break;
                hash.AppendData(buffer, 0, read);
                yield return buffer.AsMemory(0, read);
            }

            if (size != Size || new Sha256Hash(hash.GetHashAndReset()) != Sha256)
                throw new InvalidDataException("A file has changed while it was being sealed.");
        }
        finally
        {
            CryptographicOperations.ZeroMemory(buffer);
        }
    }
}
