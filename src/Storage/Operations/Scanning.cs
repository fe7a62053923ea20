using System.Security.Cryptography;
using LiteDB;
using SecureDrop.Storage.Files;
using SecureDrop.Storage.Records;

namespace SecureDrop.Storage.Operations;

/// <summary>Finds the next ciphertext to look at, on the writer thread; it is judged on the caller's.</summary>
internal static class Scanning
{
    /// <summary>What one step has come to.</summary>
    /// <param name="Found">A submission that is held; null when there was none.</param>
    /// <param name="Blocks">Its wrapped blocks; null when they cannot be read.</param>
    /// <param name="Next">Where to go on; null at the end.</param>
    /// <param name="RecordsLost">The records from here to the next place cannot be read.</param>
    public sealed record Stretch(Submission? Found, List<byte[]>? Blocks, int? Next, bool RecordsLost = false);

    /// <summary>The first held from a place on. It looks at one sheet of records at most, so that nobody waits while it passes over what was purged.</summary>
    public static Stretch Step(Contents contents, int from)
    {
        var end = Math.Min(contents.Register.Count, (from / Sheet.Places + 1) * Sheet.Places);
        int? behind = end < contents.Register.Count ? end : null;
        try
        {
            for (var number = from; number < end; number++)
            {
                if (contents.Register.At(number) is { IsPurged: false } held)
                    return new Stretch(held, Reading.Blocks(contents, held), number + 1);
            }
        }
        catch (Exception error) when (error is PageDamagedException or LiteException or CryptographicException)
        {
            return new Stretch(null, null, behind, RecordsLost: true); // to look must not end what still serves sources
        }

        return new Stretch(null, null, behind);
    }
}
