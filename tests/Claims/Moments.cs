using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace SecureDrop.Claims;

/// <summary>
/// Finds any moment of a run that was written down finer than as a day: as text, as a number of any usual kind, or inside an id that is made of the time. Each look is so
/// narrow that random octets (a wrapped vault of some megabytes) seldom meet it.
/// </summary>
internal sealed class Moments(DateTimeOffset from, DateTimeOffset to)
{
    /// <summary>Larger files are of random octets, among which four that look like seconds are found by chance. What the vault says inside is looked at unwrapped, by AtRestTests.</summary>
    private const int Small = 4096;

    /// <summary>The kinds of moment found, such as "ticks, little-endian"; empty when there is none.</summary>
    public string[] In(ReadOnlySpan<byte> octets)
    {
        var found = new SortedSet<string>(StringComparer.Ordinal);
        var text = Encoding.Latin1.GetString(octets);
        for (var minute = from.AddMinutes(-1); minute <= to.AddMinutes(1); minute = minute.AddMinutes(1))
        {
            foreach (var format in (string[])["yyyy-MM-ddTHH:mm", "yyyy-MM-dd HH:mm", "dd MMM yyyy HH:mm", "dd/MMM/yyyy:HH:mm"])
                if (text.Contains(minute.UtcDateTime.ToString(format, CultureInfo.InvariantCulture), StringComparison.Ordinal)) found.Add("text");
        }

        for (var at = 0; at + 8 <= octets.Length; at++)
        {
            var eight = octets.Slice(at, 8);
            Judge(BinaryPrimitives.ReadInt64LittleEndian(eight), "little-endian", found);
            Judge(BinaryPrimitives.ReadInt64BigEndian(eight), "big-endian", found);
            if (octets.Length <= Small)
            {
                if (IsSecond(BinaryPrimitives.ReadUInt32LittleEndian(eight))) found.Add("seconds of four octets, little-endian");
                if (IsSecond(BinaryPrimitives.ReadUInt32BigEndian(eight))) found.Add("seconds of four octets, big-endian");
            }

            // BSON's element of an ObjectId (type 7) called _id; its first four octets are the second (bsonspec.org).
            if (octets[at] == 7 && at + 9 <= octets.Length && octets.Slice(at + 1, 4).SequenceEqual("_id\0"u8) && IsSecond(BinaryPrimitives.ReadUInt32BigEndian(octets[(at + 5)..]))) found.Add("ObjectId");
            // RFC 9562 §5.1 and §5.7: versions by the upper half of octet 6, the variant by octet 8.
            if (at + 16 > octets.Length || (octets[at + 8] & 0xC0) != 0x80) continue;
            var milliseconds = BinaryPrimitives.ReadInt64BigEndian(eight) >> 16;
            if (octets[at + 6] >> 4 == 7 && milliseconds >= from.ToUnixTimeMilliseconds() && milliseconds <= to.ToUnixTimeMilliseconds()) found.Add("UUID version 7");
            if (octets[at + 6] >> 4 == 1 && IsTick(GregorianTicks(eight))) found.Add("UUID version 1");
        }

        for (var second = from.ToUnixTimeSeconds(); second <= to.ToUnixTimeSeconds(); second++)
            if (text.Contains(second.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)) found.Add("seconds as digits");
        return [.. found];
    }

    private void Judge(long number, string order, SortedSet<string> found)
    {
        if (IsTick(number)) found.Add($"ticks, {order}");
        if (IsTick(number & 0x3FFF_FFFF_FFFF_FFFF) && number >> 62 == 1) found.Add($"DateTime.ToBinary, {order}");
        if (number >= from.ToUnixTimeMilliseconds() && number <= to.ToUnixTimeMilliseconds()) found.Add($"milliseconds, {order}");
        if (number is > 0 and <= uint.MaxValue && IsSecond((uint)number)) found.Add($"seconds of eight octets, {order}");
    }

    private bool IsTick(long number) => number >= from.UtcTicks && number <= to.UtcTicks;

    private bool IsSecond(uint number) => number >= from.ToUnixTimeSeconds() && number <= to.ToUnixTimeSeconds();

    /// <summary>Version 1: low, middle and high of a count of 100 ns since 1582-10-15.</summary>
    private static long GregorianTicks(ReadOnlySpan<byte> eight) =>
        new DateTime(1582, 10, 15, 0, 0, 0, DateTimeKind.Utc).Ticks
        + ((((long)BinaryPrimitives.ReadUInt16BigEndian(eight[6..]) & 0xFFF) << 48) | ((long)BinaryPrimitives.ReadUInt16BigEndian(eight[4..]) << 32) | BinaryPrimitives.ReadUInt32BigEndian(eight));
}
