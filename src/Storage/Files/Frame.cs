using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;

namespace SecureDrop.Storage.Files;

/// <summary>
/// How a page of the engine lies in a file: 8,192 octets and a trailer of 32, all numbers little-endian:
/// vault (8, first octets of the vault's id) | generation (8) | mark (8) | checksum (8).
/// The generation (<see cref="LogHeader"/>) keeps a page left from before the last checkpoint from passing for a new one; in the data file it is
/// that of the log whose checkpoint wrote the page (<see cref="Witness"/>). The mark is how many log pages were known durable when this one was written: a bad page below a
/// later mark is damage, not a torn write. The checksum is two interleaved CRC-32C over all else and the page's place; it finds
/// torn and stray writes and flipped bits, and is no protection against a forger (what is stored is sealed for that).
/// </summary>
internal static class Frame
{
    public const int PageSize = 8192;
    public const int Size = PageSize + 32;
    private const int ChecksumAt = Size - 8;

    // HeaderPage.P_CREATION_TIME of the engine: eight octets of clock ticks on page 0, finer than the day that may be kept.
    private const int CreationTimeAt = 68;

    /// <summary>Where a page of the log begins; in the data file the first one begins at 0.</summary>
    public static long InLog(long index) => LogHeader.Size + (index * Size);

    /// <summary>Copies a page, without the engine's creation time, and puts its trailer behind it.</summary>
    public static void Write(Span<byte> frame, ReadOnlySpan<byte> page, long index, Trailer trailer)
    {
        page.CopyTo(frame);
        if (PageNumber(page) == 0) frame.Slice(CreationTimeAt, 8).Clear();
        BinaryPrimitives.WriteUInt64LittleEndian(frame[PageSize..], trailer.Vault);
        BinaryPrimitives.WriteUInt64LittleEndian(frame[(PageSize + 8)..], trailer.Generation);
        BinaryPrimitives.WriteUInt64LittleEndian(frame[(PageSize + 16)..], trailer.Mark);
        BinaryPrimitives.WriteUInt64LittleEndian(frame[ChecksumAt..], Checksum(frame[..ChecksumAt], index));
    }

    /// <summary>False when the frame is not whole.</summary>
    public static bool TryRead(ReadOnlySpan<byte> frame, long index, bool testOnlyUnchecked, out Trailer trailer)
    {
        trailer = new Trailer(
            BinaryPrimitives.ReadUInt64LittleEndian(frame[PageSize..]),
            BinaryPrimitives.ReadUInt64LittleEndian(frame[(PageSize + 8)..]),
            BinaryPrimitives.ReadUInt64LittleEndian(frame[(PageSize + 16)..]));
        return testOnlyUnchecked || BinaryPrimitives.ReadUInt64LittleEndian(frame[ChecksumAt..]) == Checksum(frame[..ChecksumAt], index);
    }

    /// <summary>The engine's number of a page (BasePage.P_PAGE_ID); 0 is the header.</summary>
    public static uint PageNumber(ReadOnlySpan<byte> page) => BinaryPrimitives.ReadUInt32LittleEndian(page);

    /// <summary>The engine's mark on the last page of a committed transaction (BasePage.P_IS_CONFIRMED).</summary>
    public static bool IsConfirmed(ReadOnlySpan<byte> page) => page[18] != 0;

    /// <param name="octets">A multiple of eight.</param>
    /// <param name="index">Their place.</param>
    public static ulong Checksum(ReadOnlySpan<byte> octets, long index)
    {
        var words = MemoryMarshal.Cast<byte, ulong>(octets);
        uint even = ~(uint)index, odd = ~(uint)(index >> 32) ^ 0x5ec2_d0b5;
        var at = 0;
        for (; at + 1 < words.Length; at += 2)
        {
            even = BitOperations.Crc32C(even, words[at]);
            odd = BitOperations.Crc32C(odd, words[at + 1]);
        }

        if (at < words.Length) even = BitOperations.Crc32C(even, words[at]);
        return ((ulong)odd << 32) | even;
    }
}
