using System.Globalization;
using System.Text;
using CsCheck;
using SecureDrop.Formats.Testimonies;

namespace SecureDrop.Tests.Formats.Testimonies;

public sealed class TestimonyArchiveTests
{
    private static readonly Account Short = new("شهادة: ما رأيته", Language: "ar");

    [NeedsFact("tar")]
    public void A_court_opens_the_slices_with_tar_alone()
    {
        Attachment[] files =
        [
            Sample.File("صورة من حلب.jpg", "1"), Sample.File("گەواهی\u200Cنامە.txt", "2"), Sample.File(new string('a', 94), "3"), Sample.File(new string('b', 95), "4"),
            Sample.File(new string('ش', 120), "5"), Sample.File("a b'c\"d\\e.txt", "6"), Sample.File("empty", ""), Sample.File("512", new byte[512]), Sample.File("-rf", "7"),
            Sample.File("large", new byte[100_000]), Sample.File("🕊.txt", "8"),
        ];
        var archive = Sample.Plan(Short, files, partSize: 16 << 10);
        using var folder = new TempFolder();
        var names = archive.Slices().Select((slice, i) =>
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"part-{i + 1:D4}");
            folder.Write(name, slice.Span);
            return name;
        }).ToArray();
        Assert.Equal(archive.Parts, names.Length);

        Assert.Equal("", folder.Try("mkdir out && for part in part-*; do cat $part; done | tar -C out -xi").Errors);
        Assert.Equal(Short.Text, Encoding.UTF8.GetString(folder.Read("out/message.txt")));
        Assert.Equal(archive.Testimony.Write(), folder.Read("out/testimony.json"));
        foreach (var file in files)
            Assert.Equal($"{file.Sha256}", Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(folder.Read($"out/files/{file.Name}"))));
        Assert.Equal(files.Length, Directory.GetFiles(Path.Combine(folder.Path, "out", "files")).Length);

        // Nothing about a device: owner 0, mode 0644, the epoch.
        var listed = folder.Run("cat part-* | TZ=UTC tar -tvi --numeric-owner").TrimEnd().Split('\n');
        Assert.All(listed, line => Assert.Matches(@"^-rw-r--r-- 0/0 +\d+ 1970-01-01 00:00 ", line));

        // Control: without its first part tar finds no account.
        Assert.DoesNotContain("message.txt", folder.Try("cat part-000[2-9] | tar -ti").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_reviewer_reads_what_was_sealed_whatever_its_sizes()
    {
        var name = Gen.Char["abcشهە .-\u200F"].Array[1, 60].Select(chars => new string(chars)).Where(name => name is not ("." or ".."));
        var file = Gen.Select(name, Gen.Byte.Array[0, 3_000]);
        Gen.Select(Gen.Char["aش\n\"\\\u0001"].Array[0, 4_000], file.Array[0, 5], Gen.Int[0, 5]).Sample(
            (text, files, size) =>
            {
                var attachments = files.DistinctBy(pair => pair.Item1).Select(pair => Sample.File(pair.Item1, pair.Item2)).ToArray();
                var archive = Sample.Plan(new Account(new string(text)), attachments, size == 5 ? null : Buckets.Sizes[size]);
                var octets = archive.Octets();
                Assert.Equal((long)archive.Parts * archive.Bucket, octets.Length);
                Assert.InRange(archive.Testimony.TarOctets, 1024, octets.Length);
                Assert.False(octets.AsSpan((int)archive.Testimony.TarOctets).ContainsAnyExcept((byte)0));

                var (fault, members) = Sample.Read(octets);
                Assert.Null(fault);
                Assert.Equal(["testimony.json", "message.txt", .. attachments.Select(attachment => "files/" + attachment.Name)], members.Select(member => member.Path));
                Assert.True(Testimony.TryRead(members[0].Octets, out var testimony, out _));
                Assert.Equivalent(archive.Testimony, testimony, strict: true);
                Assert.Equal(new string(text), Encoding.UTF8.GetString(members[1].Octets));
                Assert.Equal(attachments.Select(attachment => attachment.Sha256), members.Skip(2).Select(member => SecureDrop.Formats.Sha256Hash.Of(member.Octets)));

                // The first part alone gives the account.
                var first = Sample.Read(octets[..archive.Bucket], octets.Length);
                Assert.Equal(members[1].Octets, first.Members[1].Octets);
                Assert.Equal(archive.Parts == 1 ? null : TarFault.Truncated, first.Fault);
            },
            iter: Rounds.Of(200));
    }

    [Fact]
    public void A_large_testimony_takes_the_memory_of_one_part()
    {
        var size = (long)Rounds.Of(64) << 20;
        size = Math.Min(size, 3L << 30);
        var archive = Sample.Plan(Short, [Attachment.Measure("video.mp4", () => new Zeros(size))]);
        Assert.Equal(Buckets.Largest, archive.Bucket);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Equal(archive.Parts, archive.Slices().Count());
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, Buckets.Largest + (1 << 20));
    }

    [Fact]
    public void A_file_that_changes_while_it_is_sealed_stops_the_sealing()
    {
        foreach (var changed in new[] { "other", "long text", "tex" })
        {
            var file = Sample.File("a", "text!") with { Open = () => new MemoryStream(Encoding.UTF8.GetBytes(changed)) };
            Assert.Throws<InvalidDataException>(() => Sample.Plan(Short, [file]).Octets());
        }

        Assert.NotEmpty(Sample.Plan(Short, [Sample.File("a", "text!")]).Octets());
    }

    [Fact]
    public void A_slice_is_wiped_when_the_sealing_ends()
    {
        var slices = Sample.Plan(Short, []).Slices().ToArray();
        Assert.False(slices[0].Span.ContainsAnyExcept((byte)0));
    }

    [Fact]
    public void The_account_chooses_a_larger_part_when_it_needs_one()
    {
        Assert.Equal(16 << 10, Sample.Plan(Short, [], 16 << 10).Bucket);
        Assert.Equal(1 << 20, Sample.Plan(new Account(new string('a', 200_000)), [], 16 << 10).Bucket);
        Assert.Equal(4 << 20, Sample.Plan(new Account(new string('a', 1 << 20)), []).Bucket);
    }

    [Theory]
    [InlineData("", TestimonyFault.FileNameRefused)]
    [InlineData(".", TestimonyFault.FileNameRefused)]
    [InlineData("..", TestimonyFault.FileNameRefused)]
    [InlineData("a/b", TestimonyFault.FileNameRefused)]
    [InlineData("a\0b", TestimonyFault.FileNameRefused)]
    [InlineData("twice", TestimonyFault.FileNameRefused)]
    public void An_attachment_that_tar_could_not_carry_is_refused(string name, TestimonyFault expected)
    {
        Assert.False(TestimonyArchive.TryPlan(Short, [Sample.File("twice", ""), Sample.File(name, "")], null, out _, out var fault));
        Assert.Equal(expected, fault);
    }

    [Fact]
    public void An_account_beyond_its_limits_is_refused_by_name()
    {
        Refused(new Account(new string('a', (1 << 20) + 1)), [], TestimonyFault.AccountTooLarge);
        Refused(new Account("\uDC00"), [], TestimonyFault.Malformed);
        Refused(new Account(new string('\u0001', 1 << 20)), [], TestimonyFault.HeadTooLarge);
        Refused(new Account("a", Language: "ar_SY"), [], TestimonyFault.LanguageMalformed);
        Refused(new Account("a", Safety: new string('a', (16 << 10) + 1)), [], TestimonyFault.FieldTooLarge);
        Refused(Short, [.. Enumerable.Range(0, 9_001).Select(i => new Attachment($"{i}", 0, default, () => Stream.Null))], TestimonyFault.TooManyFiles);
        Refused(Short, [Sample.File("a\uD800b", "")], TestimonyFault.FileNameRefused);
        Refused(Short, [new Attachment("a", 4L << 30, default, () => Stream.Null)], TestimonyFault.TooManyParts);
        Refused(Short, [new Attachment("a", long.MaxValue, default, () => Stream.Null)], TestimonyFault.SizeOutOfRange);
        Refused(Short, [new Attachment("a", 2L << 30, default, () => Stream.Null)], TestimonyFault.TooManyParts, 16 << 10);

        static void Refused(Account account, Attachment[] files, TestimonyFault expected, int? partSize = null)
        {
            Assert.False(TestimonyArchive.TryPlan(account, files, partSize, out _, out var fault));
            Assert.Equal(expected, fault);
        }
    }

    /// <summary>So many zeros, and no memory for them.</summary>
    private sealed class Zeros(long size) : Stream
    {
        private long _left = size;

        public override bool CanRead => true;
        public override bool CanSeek => false;
        public override bool CanWrite => false;
        public override long Length => throw new NotSupportedException();
        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override int Read(Span<byte> buffer)
        {
            var count = (int)Math.Min(buffer.Length, _left);
            buffer[..count].Clear();
            _left -= count;
            return count;
        }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));
        public override void Flush() { }
        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
        public override void SetLength(long value) => throw new NotSupportedException();
        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
