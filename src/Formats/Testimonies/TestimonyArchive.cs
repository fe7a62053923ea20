using System.Diagnostics.CodeAnalysis;

namespace SecureDrop.Formats.Testimonies;

/// <summary>
/// A testimony as a POSIX tar cut into slices of one bucket: testimony.json, message.txt, files/NAME, two zero blocks, then zeros to the end
/// of the last slice. No time, owner or mode of a device. Memory: one bucket.
/// </summary>
public sealed class TestimonyArchive
{
    /// <summary>Largest archive, in octets.</summary>
    public const long MaximumOctets = 4L << 30;

    private TestimonyArchive(Testimony testimony, int bucket) => (Testimony, Bucket) = (testimony, bucket);

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
        [NotNullWhen(true)] out TestimonyArchive? archive, out TestimonyFault fault) => throw new NotImplementedException();

    /// <summary>
    /// Slice after slice, <see cref="Parts"/> of them, each <see cref="Bucket"/> octets. They share one buffer: use a slice before asking for
    /// the next. The buffer is wiped at the end.
    /// </summary>
    /// <exception cref="InvalidDataException">A file has changed since it was measured.</exception>
    public IEnumerable<ReadOnlyMemory<byte>> Slices() => throw new NotImplementedException();
}
