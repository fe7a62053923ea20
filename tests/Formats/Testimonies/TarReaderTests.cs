using System.Globalization;
using System.Text;
using CsCheck;
using SecureDrop.Formats.Testimonies;

namespace SecureDrop.Tests.Formats.Testimonies;

public sealed class TarReaderTests
{
    private const int Block = 512;

    private static readonly byte[] Good = Sample.Plan(new Account("text"), [Sample.File("صورة.jpg", "one"), Sample.File("b.txt", "two")]).Octets();

    [Theory]
    [InlineData('1', TarFault.Link)]
    [InlineData('2', TarFault.Link)]
    [InlineData('3', TarFault.Device)]
    [InlineData('4', TarFault.Device)]
    [InlineData('5', TarFault.Directory)]
    [InlineData('6', TarFault.Device)]
    [InlineData('7', TarFault.KindUnknown)]
    [InlineData('\0', TarFault.KindUnknown)]
    [InlineData('g', TarFault.KindUnknown)]
    [InlineData('L', TarFault.KindUnknown)]
    [InlineData('S', TarFault.KindUnknown)]
    [InlineData('0', null)]
    public void A_reviewer_is_given_regular_files_only(char kind, TarFault? expected) =>
        Assert.Equal(expected, Sample.Read(Changed(0, 156, kind.ToString())).Fault);

    [Theory]
    [InlineData("/etc/passwd")]
    [InlineData("../x")]
    [InlineData("files/../../x")]
    [InlineData("files//x")]
    [InlineData("./message")]
    [InlineData("files/")]
    [InlineData("")]
    public void A_path_that_leaves_the_folder_is_refused(string path)
    {
        Assert.Equal(TarFault.PathRefused, Sample.Read(Changed(0, 0, path.PadRight(100, '\0'))).Fault);
        Assert.Null(Sample.Read(Changed(0, 0, "files/x".PadRight(100, '\0'))).Fault);
    }

    [Theory]
    [InlineData("../صورة", TarFault.PathRefused)]
    [InlineData("/صورة", TarFault.PathRefused)]
    [InlineData("صورة\0", TarFault.PathRefused)]
    [InlineData("files/x", TarFault.NotCanonical)]
    [InlineData("files/صورة", null)]
    public void A_path_in_a_pax_record_is_judged_the_same(string path, TarFault? expected) => Assert.Equal(expected, Sample.Read(WithRecord("path=" + path)).Fault);

    [Theory]
    [InlineData("size=99999999999")]
    [InlineData("linkpath=/etc/passwd")]
    [InlineData("GNU.sparse.name=x")]
    public void Another_pax_record_is_refused(string record) => Assert.Equal(TarFault.KindUnknown, Sample.Read(WithRecord(record)).Fault);

    [Theory]
    [InlineData(100, "0000755")]
    [InlineData(108, "0001750")]
    [InlineData(136, "14000000000")]
    [InlineData(265, "amal")]
    [InlineData(345, "files")]
    [InlineData(157, "target")]
    [InlineData(500, "x")]
    public void A_header_that_says_more_than_ours_is_refused(int at, string value) => Assert.Equal(TarFault.NotCanonical, Sample.Read(Changed(0, at, value)).Fault);

    [Fact]
    public void A_size_beyond_the_archive_is_refused_at_once()
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Equal(TarFault.TooLarge, Sample.Read(Changed(0, 124, "77777777777")).Fault);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 300_000);
        // GNU's binary size.
        Assert.Equal(TarFault.NotCanonical, Sample.Read(Changed(0, 124, "\u0080\0\0\0\0\0\0\0\0\0\0\u0001")).Fault);
    }

    [Fact]
    public void A_million_members_are_refused_at_the_10001st()
    {
        var header = Good[..Block];
        Encoding.ASCII.GetBytes("00000000000", header.AsSpan(124));
        Seal(header);
        var octets = new byte[Block * 10_010];
        for (var i = 0; i < 10_010; i++) header.CopyTo(octets, i * Block);
        var (fault, members) = Sample.Read(octets);
        Assert.Equal(TarFault.TooManyMembers, fault);
        Assert.Equal(TarReader.MaximumMembers, members.Count);
    }

    [NeedsFact("tar")]
    public void An_archive_of_another_making_is_refused_by_name()
    {
        using var folder = new TempFolder();
        folder.Run("echo a > a && ln -s a link && mkdir folder && mkfifo pipe");
        Assert.Equal(TarFault.NotATar, Made("gnu", "a"));
        Assert.Equal(TarFault.NotCanonical, Made("ustar", "a"));
        Assert.Equal(TarFault.Link, Made("ustar", "link"));
        Assert.Equal(TarFault.Directory, Made("ustar", "folder"));
        Assert.Equal(TarFault.Device, Made("ustar", "pipe"));
        Assert.Equal(TarFault.NotATar, Sample.Read(new string('x', 2000).Select(c => (byte)c).ToArray()).Fault);

        TarFault? Made(string format, string name)
        {
            folder.Run($"tar --format={format} -cf archive {name}");
            return Sample.Read(folder.Read("archive")).Fault;
        }
    }

    [Fact]
    public void An_archive_cut_anywhere_is_truncated()
    {
        var end = 1 + Good.AsSpan().LastIndexOfAnyExcept((byte)0);
        var whole = (end + Block - 1) / Block * Block + 2 * Block;
        for (var length = 0; length < whole; length += length % Block == 3 ? Block - 4 : 1)
            Assert.Equal(TarFault.Truncated, Sample.Read(Good[..length], Good.Length).Fault);
        Assert.Null(Sample.Read(Good[..whole]).Fault);
    }

    /// <summary>One archive, one form: no octet may change without a fault or another member.</summary>
    [Fact]
    public void Every_octet_of_an_archive_means_something()
    {
        var good = Good[..(Good.AsSpan().LastIndexOfAnyExcept((byte)0) + (3 * Block))];
        var before = Said(good);
        for (var at = 0; at < good.Length; at++)
        {
            var changed = good.ToArray();
            changed[at] ^= (byte)(1 << (at % 8));
            Assert.NotEqual(before, Said(changed));
        }

        static string Said(byte[] octets)
        {
            var (fault, members) = Sample.Read(octets);
            return $"{fault}|" + string.Join('|', members.Select(member => $"{member.Path}:{Convert.ToHexString(member.Octets)}"));
        }
    }

    [Fact]
    public void Hostile_octets_never_throw()
    {
        var good = Good[..(10 * Block)];
        Gen.Select(Gen.Int[0, good.Length - 1], Gen.Byte.Array[0, 40], Gen.Bool).Sample(
            (at, piece, seal) =>
            {
                byte[] changed = [.. good[..at], .. piece, .. good[Math.Min(good.Length, at + piece.Length)..]];
                if (seal) Seal(changed.AsSpan(at / Block * Block, Block));
                Sample.Read(changed);
            },
            iter: Rounds.Of(5_000));
        Gen.Byte.Array[0, 2_000].Sample(octets => { Sample.Read(octets); }, iter: Rounds.Of(500));
    }

    private static byte[] Changed(int member, int at, string value)
    {
        var octets = Good.ToArray();
        Encoding.Latin1.GetBytes(value, octets.AsSpan(member + at));
        Seal(octets.AsSpan(member, Block));
        return octets;
    }

    /// <summary>The good archive with one more member at its place 5, behind this pax record.</summary>
    private static byte[] WithRecord(string record)
    {
        var text = Encoding.UTF8.GetBytes($" {record}\n");
        var length = text.Length + 2 < 100 ? text.Length + 2 : text.Length + 3;
        byte[] pax = [.. Encoding.ASCII.GetBytes(length.ToString(CultureInfo.InvariantCulture)), .. text];
        var octets = Sample.Plan(new Account("text"), []).Octets();
        var end = (1 + octets.AsSpan().LastIndexOfAnyExcept((byte)0) + Block - 1) / Block * Block;
        Header("PaxHeaders/00003", pax.Length, 'x');
        pax.CopyTo(octets, end + Block);
        end += 2 * Block;
        Header("files/00003", 0, '0');
        return octets;

        void Header(string name, int size, char kind)
        {
            var header = octets.AsSpan(end, Block);
            octets.AsSpan(0, Block).CopyTo(header);
            Encoding.ASCII.GetBytes(name.PadRight(100, '\0'), header);
            Encoding.ASCII.GetBytes(Convert.ToString(size, 8).PadLeft(11, '0'), header[124..]);
            header[156] = (byte)kind;
            Seal(header);
        }
    }

    private static void Seal(Span<byte> header)
    {
        if (header.Length < Block) return;
        header.Slice(148, 8).Fill((byte)' ');
        var sum = 0;
        foreach (var octet in header) sum += octet;
        Encoding.ASCII.GetBytes(Convert.ToString(sum, 8).PadLeft(6, '0') + "\0", header[148..]);
    }
}
