using Org.BouncyCastle.Bcpg;
using Org.BouncyCastle.Bcpg.OpenPgp;
using SecureDrop.Formats.OpenPgp;
using SecureDrop.Formats.Texts;

namespace SecureDrop.Reviewer.Opening;

/// <summary>
/// What lay inside an intact SEIPD: literal data, perhaps compressed and signed (people seal with gpg too). Source: RFC 9580 §10.3.
/// Limits: <see cref="MaximumDepth"/> layers of compression, what <see cref="Unpacking"/> allows, <see cref="MaximumPackets"/> packets beside the literal
/// data, each at most <see cref="MaximumPacketOctets"/>.
/// Signatures inside are not judged: who a source is, is none of this program's business.
/// </summary>
internal static class InnerMessage
{
    public const int MaximumDepth = 4;
    public const int MaximumPackets = 32;
    public const int MaximumPacketOctets = 1 << 16;

    /// <param name="clear">What lay inside the SEIPD.</param>
    /// <param name="unpacking">Bounds what compressed data become.</param>
    /// <param name="plaintext">Gets the literal data.</param>
    /// <param name="fileName">The literal packet's file name.</param>
    /// <returns>Null when all the literal data were written to <paramref name="plaintext"/>.</returns>
    public static FailureReason? Read(Stream clear, Unpacking unpacking, Stream plaintext, out string fileName)
    {
        fileName = "";
        var packets = new BcpgInputStream(clear);
        var octets = clear.Length;
        var trouble = Guard(() => FindLiteral(ref packets, unpacked => unpacking.Bound(unpacked, octets)), out var found);
        if (trouble is not null) return trouble;
        if (found.Literal is not { } literal) return found.Reason;
        trouble = Guard(() => literal.FileName, out var name);
        if (trouble is not null) return trouble;
        fileName = name ?? "";
        var content = literal.GetInputStream();
        var buffer = new byte[1 << 16];
        for (var got = -1; got != 0;)
        {
            trouble = Guard(() => content.Read(buffer), out got);
            if (trouble is not null) return trouble;
            plaintext.Write(buffer.AsSpan(0, got));
        }

        return Guard(() => OnlySignaturesFollow(packets), out var behind) ?? behind;
    }

    /// <summary>Goes down the layers of compression; <paramref name="packets"/> is then the layer that holds the literal data.</summary>
    private static (PgpLiteralData? Literal, FailureReason? Reason) FindLiteral(ref BcpgInputStream packets, Func<Stream, Stream> bound)
    {
        var depth = 0;
        for (var count = 0; count < MaximumPackets; count++)
        {
            var tag = packets.NextPacketTag();
            if (IsPassedOver(tag))
            {
                PassOver(packets);
                continue;
            }

            if (tag is not (PacketTag.LiteralData or PacketTag.CompressedData)) return (null, FailureReason.Unsupported);
            var next = new PgpObjectFactory(packets).NextPgpObject();
            if (next is PgpLiteralData literal) return (literal, null);
            if (next is not PgpCompressedData compressed) return (null, FailureReason.Unsupported);
            if (++depth > MaximumDepth) return (null, FailureReason.TooNested);
            packets = new BcpgInputStream(bound(compressed.GetDataStream()));
        }

        return (null, FailureReason.TooLarge);
    }

    private static bool IsPassedOver(PacketTag tag) => tag is PacketTag.OnePassSignature or PacketTag.Signature or PacketTag.Marker;

    /// <summary>One packet, without parsing it: the library gathers a whole run of signatures, millions of them in a few compressed octets.</summary>
    private static void PassOver(BcpgInputStream packets)
    {
        Span<byte> header = stackalloc byte[PacketHeader.MaximumSize];
        PacketHeader packet;
        var size = 0;
        do packets.ReadExactly(header.Slice(size++, 1));
        while (!PacketHeader.TryRead(header[..size], out packet) && size < header.Length);
        // Only packets of content may come in parts (RFC 9580 §4.2.1.4).
        if (packet.Tag == 0 || packet.Form is LengthForm.NewPartial or LengthForm.OldIndeterminate) throw new InvalidDataException("No such length here.");
        if (packet.Length > MaximumPacketOctets) throw new TooLargeException();
        packets.ReadExactly(new byte[packet.Length]);
    }

    private static FailureReason? OnlySignaturesFollow(BcpgInputStream packets)
    {
        for (var count = 0; count < MaximumPackets; count++)
        {
            var tag = packets.NextPacketTag();
            if ((int)tag < 0) return null;
            if (tag != PacketTag.Signature) return FailureReason.Unsupported;
            PassOver(packets);
        }

        return FailureReason.TooLarge;
    }

    /// <summary>The library throws exceptions of many types at what it cannot read; trouble of our own disk must not pass for one of them.</summary>
    private static FailureReason? Guard<T>(Func<T> read, out T? value)
    {
        value = default;
        try
        {
            value = read();
            return null;
        }
        catch (TooLargeException)
        {
            return FailureReason.TooLarge;
        }
        catch (Exception trouble) when (trouble is not OutOfMemoryException)
        {
            return FailureReason.NotOpenPgp;
        }
    }
}
