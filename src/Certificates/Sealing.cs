using Org.BouncyCastle.Security;
using SecureDrop.Formats.Testimonies;

namespace SecureDrop.Certificates;

/// <summary>Seals a whole testimony, part after part. Memory: a few times one bucket, whatever the testimony's length.</summary>
public static class Sealing
{
    /// <summary>Lazily: each part is read and sealed when it is asked for.</summary>
    /// <param name="archive">The planned archive.</param>
    /// <param name="sealer">To whom.</param>
    /// <param name="random">Where the testimony's id comes from.</param>
    /// <exception cref="InvalidDataException">A file has changed since it was measured.</exception>
    public static IEnumerable<SealedPart> Seal(TestimonyArchive archive, Sealer sealer, SecureRandom random)
    {
        var testimony = new TestimonyId(SecureRandom.GetNextBytes(random, TestimonyId.Size));
        var number = 0;
        foreach (var slice in archive.Slices())
        {
            var name = new PartName(testimony, ++number, archive.Parts);
            yield return new SealedPart(name, sealer.Seal(slice.Span, name));
        }
    }
}
