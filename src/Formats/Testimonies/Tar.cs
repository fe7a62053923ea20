using System.Globalization;
using System.Text;

namespace SecureDrop.Formats.Testimonies;

/// <summary>
/// Our one way to write a tar member. Source: POSIX.1-2017, pax Interchange Format.
/// A header is one block of 512 octets: regular file, mode 0644, everything about owner, device and time zero or empty. A path of printable ASCII up to
/// 100 octets stands in the header. Any other stands in a pax record `LENGTH path=PATH` before it, and the header says files/NNNNN, the member's place in
/// the archive from 1, for readers that know no pax.
/// </summary>
internal static class Tar
{
    public const int Block = 512;

    /// <summary>Two zero blocks end an archive.</summary>
    public const int EndOctets = 2 * Block;
    public const char File = '0';
    public const char Pax = 'x';

    /// <summary>Longest path, in UTF-8 octets.</summary>
    public const int MaximumPathOctets = 4096;
    private const int NameOctets = 100;

    /// <summary>Headers and content, padded to whole blocks.</summary>
    public static long MemberOctets(string path, long size) => Block + Padded(size) + (IsPlain(path) ? 0 : Block + Padded(PaxRecord(path).Length));

    /// <summary>All that stands before the content of a regular file.</summary>
    /// <param name="path">Where it goes.</param>
    /// <param name="size">Octets of its content, below 8 GiB.</param>
    /// <param name="place">The member's place in the archive, from 1.</param>
    public static byte[] Headers(string path, long size, int place)
    {
        if (IsPlain(path)) return Header(path, size, File);
        var record = PaxRecord(path);
        return [.. Header(PaxName(place), record.Length, Pax), .. record, .. Padding(record.Length), .. Header(NameBehindPax(place), size, File)];
    }

    public static string PaxName(int place) => string.Create(CultureInfo.InvariantCulture, $"PaxHeaders/{place:D5}");

    public static string NameBehindPax(int place) => string.Create(CultureInfo.InvariantCulture, $"files/{place:D5}");

    /// <summary>The zeros between content and the next block.</summary>
    public static byte[] Padding(long size) => new byte[Padded(size) - size];

    public static long Padded(long size) => (size + Block - 1) / Block * Block;

    public static bool IsPlain(string path) => path.Length <= NameOctets && !path.AsSpan().ContainsAnyExceptInRange(' ', '~');

    public static byte[] Header(string name, long size, char kind)
    {
        var block = new byte[Block];
        Put(0, name);
        Put(100, "0000644");
        Put(108, "0000000");
        Put(116, "0000000");
        Put(124, Octal(size, 11));
        Put(136, "00000000000");
        Put(148, "        ");
        Put(156, kind.ToString());
        Put(257, "ustar\0" + "00");
        Put(329, "0000000");
        Put(337, "0000000");
        // The checksum is made with its own field blank, and is written as six digits, NUL, blank.
        Put(148, Octal(block.Sum(octet => octet), 6) + "\0");
        return block;

        void Put(int at, string text) => Encoding.ASCII.GetBytes(text, block.AsSpan(at));
    }

    /// <summary>`LENGTH path=PATH` and LF; the length counts itself.</summary>
    public static byte[] PaxRecord(string path)
    {
        var rest = Encoding.UTF8.GetBytes($" path={path}\n");
        var length = rest.Length + 1;
        while (length != rest.Length + Digits(length)) length = rest.Length + Digits(length);
        return [.. Encoding.ASCII.GetBytes(length.ToString(CultureInfo.InvariantCulture)), .. rest];
    }

    private static int Digits(int number) => number.ToString(CultureInfo.InvariantCulture).Length;

    private static string Octal(long number, int digits) => Convert.ToString(number, 8).PadLeft(digits, '0');
}
