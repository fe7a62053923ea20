using System.Security.Cryptography;
using Org.BouncyCastle.Security;
using SecureDrop.Formats.Testimonies;

namespace SecureDrop.Certificates;

/// <summary>Seals a whole testimony, a few parts at once. Memory: a few times one bucket for each processor, whatever the testimony's length.</summary>
public static class Sealing
{
    /// <summary>Lazily, in order: parts are read and sealed a few ahead of the one that is asked for.</summary>
    /// <param name="archive">The planned archive.</param>
    /// <param name="sealer">To whom.</param>
    /// <param name="random">Where the testimony's id comes from.</param>
    /// <exception cref="InvalidDataException">A file has changed since it was measured.</exception>
    public static IEnumerable<SealedPart> Seal(TestimonyArchive archive, Sealer sealer, SecureRandom random)
    {
        var testimony = new TestimonyId(SecureRandom.GetNextBytes(random, TestimonyId.Size));
        var atOnce = Math.Clamp(Environment.ProcessorCount, 1, 4) + 1;
        var ahead = new Queue<Task<SealedPart>>();
        var number = 0;
        // The archive's slices share one buffer, so each is sealed from a copy.
        foreach (var slice in archive.Slices())
        {
            var copy = slice.ToArray();
            var name = new PartName(testimony, ++number, archive.Parts);
            ahead.Enqueue(Task.Run(() => Seal(sealer, copy, name)));
            if (ahead.Count == atOnce) yield return ahead.Dequeue().GetAwaiter().GetResult();
        }

        while (ahead.TryDequeue(out var part)) yield return part.GetAwaiter().GetResult();
    }

    private static SealedPart Seal(Sealer sealer, byte[] slice, PartName name)
    {
        try
        {
            return new SealedPart(name, sealer.Seal(slice, name));
        }
        finally
        {
            CryptographicOperations.ZeroMemory(slice);
        }
    }
}
