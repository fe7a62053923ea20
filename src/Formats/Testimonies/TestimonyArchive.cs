using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace SecureDrop.Formats.Testimonies;

/// <summary>
/// A testimony as a POSIX tar cut into slices of one bucket: testimony.json, message.txt, files/NAME, two zero blocks, then zeros to the end
/// of the last slice. No time, owner or mode of a device. Memory: one bucket.
/// </summary>
public sealed class TestimonyArchive
{
    /// <summary>Largest archive, in octets.</summary>
    public const long MaximumOctets = 4L << 30;

    private const string TestimonyPath = "testimony.json";
    private const string MessagePath = "message.txt";
    private const string FilesPath = "files/";

    private readonly IReadOnlyList<Attachment> _files;

    private TestimonyArchive(Testimony testimony, IReadOnlyList<Attachment> files, int bucket) => (Testimony, _files, Bucket) = (testimony, files, bucket);

    public Testimony Testimony { get; }

    /// <summary>Octets of every slice.</summary>
    public int Bucket { get; }

    /// <summary>Number of slices.</summary>
    public int Parts => Testimony.Parts;

    /// <summary>
    /// Chooses bucket and number of parts. With a part size (one of <see cref="Buckets.Sizes"/>) that is used, unless the
    /// account needs a larger one: the first part alone must give it.
    /// </summary>
    public static bool TryPlan(
        Account account, IReadOnlyList<Attachment> files, int? partSize,
        [NotNullWhen(true)] out TestimonyArchive? archive, out TestimonyFault fault)
    {
        if (partSize is { } asked && !Buckets.Sizes.Contains(asked)) throw new ArgumentOutOfRangeException(nameof(partSize));
        archive = null;
        var testimony = new Testimony
        {
            Format = Testimony.CurrentFormat,
            Language = account.Language,
            Account = account.Text,
            When = account.When,
            Where = account.Where,
            Consent = account.Consent,
            Safety = account.Safety,
            // The most digits that they may have, so that the head's bucket does not depend on them.
            TarOctets = MaximumOctets,
            Parts = PartName.MaximumCount,
            Files = [.. files.Select(file => new TestimonyFile(file.Name, file.Size, file.Sha256))],
        };
        if (testimony.Judge() is { } refused)
        {
            fault = refused;
            return false;
        }

        var head = HeadOctets(testimony);
        fault = TestimonyFault.HeadTooLarge;
        if (head > Buckets.Largest) return false;

        // The two numbers stand inside what they measure. They only grow with the digits they take, so this ends.
        var body = files.Select(file => Tar.MemberOctets(FilesPath + file.Name, file.Size)).Sum() + Tar.EndOctets;
        for (testimony = testimony with { TarOctets = 0, Parts = 0 }; ;)
        {
            var octets = HeadOctets(testimony) + body;
            var bucket = Math.Max(partSize ?? Buckets.For(octets), Buckets.For(head));
            var parts = Buckets.Pad((octets + bucket - 1) / bucket);
            fault = TestimonyFault.TooManyParts;
            if (octets > MaximumOctets || parts > PartName.MaximumCount) return false;
            if (testimony.TarOctets == octets && testimony.Parts == parts)
            {
                archive = new TestimonyArchive(testimony, files, bucket);
                return true;
            }

            testimony = testimony with { TarOctets = octets, Parts = (int)parts };
        }
    }

    /// <summary>
    /// Slice after slice, <see cref="Parts"/> of them, each <see cref="Bucket"/> octets. They share one buffer: use a slice before asking for
    /// the next. The buffer is wiped at the end.
    /// </summary>
    /// <exception cref="InvalidDataException">A file has changed since it was measured.</exception>
    public IEnumerable<ReadOnlyMemory<byte>> Slices()
    {
        var slice = new byte[Bucket];
        var (filled, sent) = (0, 0);
        try
        {
            foreach (var piece in Octets())
            {
                for (var rest = piece; !rest.IsEmpty;)
                {
                    var count = Math.Min(rest.Length, Bucket - filled);
                    rest[..count].CopyTo(slice.AsMemory(filled));
                    rest = rest[count..];
                    filled += count;
                    if (filled < Bucket) continue;
                    yield return slice;
                    (filled, sent) = (0, sent + 1);
                }
            }

            for (; sent < Parts; sent++)
            {
                slice.AsSpan(filled).Clear();
                yield return slice;
                filled = 0;
            }
        }
        finally
        {
            CryptographicOperations.ZeroMemory(slice);
        }
    }

    private static long HeadOctets(Testimony testimony) =>
        Tar.MemberOctets(TestimonyPath, testimony.Write().Length) + Tar.MemberOctets(MessagePath, Encoding.UTF8.GetByteCount(testimony.Account));

    private IEnumerable<ReadOnlyMemory<byte>> Octets()
    {
        var (json, message) = (Testimony.Write(), Encoding.UTF8.GetBytes(Testimony.Account));
        yield return Tar.Headers(TestimonyPath, json.Length, 1);
        yield return json;
        yield return Tar.Padding(json.Length);
        yield return Tar.Headers(MessagePath, message.Length, 2);
        yield return message;
        yield return Tar.Padding(message.Length);
        for (var i = 0; i < _files.Count; i++)
        {
            yield return Tar.Headers(FilesPath + _files[i].Name, _files[i].Size, i + 3);
            foreach (var piece in _files[i].Octets()) yield return piece;
            yield return Tar.Padding(_files[i].Size);
        }

        yield return new byte[Tar.EndOctets];
    }
}
