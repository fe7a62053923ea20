using System.Text;
using SecureDrop.Tests;

namespace SecureDrop.Fuzzing;

/// <summary>
/// Chooses of what a campaign found the few inputs that take most edges nobody else's vector takes, cuts them down, and writes them to
/// tests/Vectors/fuzz, where every run replays them. Done only when SECUREDROP_FUZZ_KEEP=1.
/// </summary>
internal static class Keeping
{
    /// <summary>For each reader; 40 files for all.</summary>
    private const int MostVectors = 3;

    public static bool IsAsked => Environment.GetEnvironmentVariable("SECUREDROP_FUZZ_KEEP") == "1";

    /// <param name="name">The reader's name.</param>
    /// <param name="campaign">After its run.</param>
    /// <param name="known">Seeds and vectors there are already.</param>
    public static void Write(string name, Campaign campaign, IEnumerable<byte[]> known)
    {
        var edges = new Edges();
        foreach (var octets in known)
        {
            campaign.Execute(octets);
            edges.Add();
        }

        for (var kept = Seeds.Kept(name).Count; kept < MostVectors; kept++)
        {
            var best = campaign.Corpus.MaxBy(Gain) ?? [];
            if (Gain(best) == 0) return;
            var small = Smallest(best, Gain);
            var answer = campaign.Execute(small);
            Write(name, small, answer, edges.Add());
        }

        int Gain(byte[] octets)
        {
            campaign.Execute(octets);
            return edges.New();
        }
    }

    /// <summary>Drops stretches, long ones first, as long as nothing is lost by it.</summary>
    private static byte[] Smallest(byte[] octets, Func<byte[], int> gain)
    {
        var least = gain(octets);
        for (var stretch = octets.Length / 2; stretch > 0; stretch /= 2)
        {
            for (var at = 0; at + stretch <= octets.Length;)
            {
                byte[] without = [.. octets[..at], .. octets[(at + stretch)..]];
                if (gain(without) >= least) octets = without;
                else at += stretch;
            }
        }

        return octets;
    }

    private static void Write(string name, byte[] octets, string answer, int edges)
    {
        var folder = Directory.CreateDirectory(Path.Combine(Vector.Root(), "tests", "Vectors", "fuzz", name)).FullName;
        var word = new string([.. answer.Select(c => char.IsAsciiLetterOrDigit(c) ? char.ToLowerInvariant(c) : '-').Take(32)]).Trim('-');
        var number = Enumerable.Range(1, MostVectors).First(n => Directory.GetFiles(folder, $"{n}-*").Length == 0);
        var header = Encoding.UTF8.GetBytes($"expect: {answer}\nwhy: takes {edges} edges that no vector before took\nmade by: tests/Fuzzing\n\n");
        File.WriteAllBytes(Path.Combine(folder, $"{number}-{word}.vector"), [.. header, .. octets]);
    }
}
