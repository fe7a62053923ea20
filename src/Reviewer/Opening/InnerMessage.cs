using Org.BouncyCastle.Bcpg;
using Org.BouncyCastle.Bcpg.OpenPgp;
using SecureDrop.Formats.Texts;

namespace SecureDrop.Reviewer.Opening;

/// <summary>
/// What lay inside an intact SEIPD: literal data, perhaps compressed and signed (people seal with gpg too). Source: RFC 9580 §10.3.
/// Limits: <see cref="MaximumDepth"/> layers of compression, <see cref="MaximumOctets"/> unpacked, <see cref="MaximumPackets"/> packets.
/// Signatures inside are not judged: who a source is, is none of this program's business.
/// </summary>
internal static class InnerMessage
{
    public const int MaximumDepth = 4;
    public const int MaximumPackets = 32;
    public const long MaximumOctets = 256 << 20;

    /// <returns>Null when all the literal data were written to <paramref name="plaintext"/>.</returns>
    public static FailureReason? Read(Stream clear, Stream plaintext, out string fileName)
    {
        fileName = "";
        var packets = new BcpgInputStream(clear);
        var trouble = Guard(() => FindLiteral(ref packets), out var found);
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

        trouble = Guard(() => OnlySignaturesFollow(packets), out var clean);
        return trouble is null && !clean ? FailureReason.Unsupported : trouble;
    }

    /// <summary>Goes down the layers of compression; <paramref name="packets"/> is then the layer that holds the literal data.</summary>
    private static (PgpLiteralData? Literal, FailureReason? Reason) FindLiteral(ref BcpgInputStream packets)
    {
        var depth = 0;
        for (var count = 0; count < MaximumPackets; count++)
        {
            if (!IsExpected(packets.NextPacketTag())) break;
            var next = new PgpObjectFactory(packets).NextPgpObject();
            if (next is PgpLiteralData literal) return (literal, null);
            if (next is not PgpCompressedData compressed) continue;
            if (++depth > MaximumDepth) return (null, FailureReason.TooNested);
            packets = new BcpgInputStream(new BoundedStream(compressed.GetDataStream(), MaximumOctets));
        }

        return (null, FailureReason.Unsupported);
    }

    private static bool IsExpected(PacketTag tag) =>
        tag is PacketTag.LiteralData or PacketTag.CompressedData or PacketTag.OnePassSignature or PacketTag.Signature or PacketTag.Marker;

    private static bool OnlySignaturesFollow(BcpgInputStream packets)
    {
        for (var count = 0; count < MaximumPackets; count++)
        {
            var tag = packets.NextPacketTag();
            if ((int)tag < 0) return true;
            if (tag != PacketTag.Signature) return false;
            packets.ReadPacket();
        }

        return false;
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
