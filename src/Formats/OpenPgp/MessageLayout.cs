using System.Buffers;

namespace SecureDrop.Formats.OpenPgp;

/// <summary>
/// The headers of an accepted message in order, with those between the parts of its SEIPD: all that tells one writing of
/// the same packets from another. At most one for each 512 octets.
/// </summary>
public sealed record MessageLayout(IReadOnlyList<PacketHeader> Headers)
{
    /// <summary>The packet bodies alone, one after the other.</summary>
    public byte[] Separate(ReadOnlySequence<byte> message)
    {
        var bodies = new ArrayBufferWriter<byte>();
        foreach (var header in Headers)
        {
            message = message.Slice(header.ToArray().Length);
            foreach (var piece in message.Slice(0, header.Length)) bodies.Write(piece.Span);
            message = message.Slice(header.Length);
        }

        return bodies.WrittenSpan.ToArray();
    }

    /// <summary>The message again, its headers written anew from their values.</summary>
    /// <param name="bodies">As <see cref="Separate"/> gives them.</param>
    public byte[] Join(ReadOnlySpan<byte> bodies)
    {
        var message = new ArrayBufferWriter<byte>();
        foreach (var header in Headers)
        {
            message.Write(header.ToArray());
            message.Write(bodies[..(int)header.Length]);
            bodies = bodies[(int)header.Length..];
        }

        return message.WrittenSpan.ToArray();
    }
}
