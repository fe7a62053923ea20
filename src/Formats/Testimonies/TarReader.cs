namespace SecureDrop.Formats.Testimonies;

/// <summary>
/// Reads, strictly and streaming, what <see cref="TestimonyArchive"/> writes and only that. Hostile octets give a
/// <see cref="TarFault"/>, never an exception; those of the stream itself pass through. Memory: one block and one path.
/// </summary>
/// <param name="slices">The slices in order, as one stream; not disposed.</param>
/// <param name="maximumOctets">No member may claim to reach beyond this: the octets of all slices.</param>
public sealed class TarReader(Stream slices, long maximumOctets)
{
    public const int MaximumMembers = 10_000;

    /// <summary>Goes to the next member, past what is unread of the last. Both null: the archive has ended well.</summary>
    public TarFault? Next(out TarMember? member) => throw new NotImplementedException($"{slices}{maximumOctets}");

    /// <summary>The next octets of the current member; 0 read at its end, or with <see cref="TarFault.Truncated"/>.</summary>
    public TarFault? Read(Span<byte> room, out int read) => throw new NotImplementedException();
}
