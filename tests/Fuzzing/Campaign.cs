using SecureDrop.Fuzzing.Readers;

namespace SecureDrop.Fuzzing;

/// <summary>
/// Coverage-guided fuzzing of one reader: inputs that take a new edge are kept and changed further. Each execution reads the
/// octets twice, whole and in cuts; both must give one answer, no exception, and cost no more than the octets allow.
/// The same seeds and random numbers give the same run.
/// </summary>
/// <param name="reader">From <see cref="Table"/>.</param>
/// <param name="random">Chooses inputs, changes and cuts.</param>
/// <param name="repair">Makes a changed input consistent again where a checksum would stop every change; may be null.</param>
/// <param name="allocatedPerOctet">Octets that the reader may allocate (its answer written again included) for each of the input.</param>
internal sealed class Campaign(Func<byte[], int, string> reader, Random random, Func<byte[], byte[]>? repair = null, int allocatedPerOctet = 40)
{
    /// <summary>Longest input, in octets.</summary>
    public const int Longest = 6 << 10;

    /// <summary>Branches that a reader may take, for each octet and in any case.</summary>
    public const int StepsPerOctet = 80, StepsAtLeast = 10_000;

    /// <summary>Octets that a reader may allocate in any case.</summary>
    public const int AllocatedAtLeast = 100_000;

    private readonly Mutation _mutation = new(random);
    private readonly Edges _edges = new();
    private readonly List<byte[]> _corpus = [];

    public IReadOnlyList<byte[]> Corpus => _corpus;

    public int EdgesTaken => _edges.Count;

    /// <exception cref="FindingException">A rule is broken.</exception>
    public void Seed(byte[] octets)
    {
        Execute(octets);
        if (_edges.Add() > 0) _corpus.Add(octets);
    }

    /// <exception cref="FindingException">A rule is broken.</exception>
    public void Run(int executions)
    {
        for (var i = 0; i < executions; i++)
        {
            // Half of the time one of those found last: what is new leads further.
            var newest = random.Next(2) == 0 ? Math.Max(0, _corpus.Count - 16) : 0;
            var changed = _mutation.Of(_corpus[random.Next(newest, _corpus.Count)], _corpus[random.Next(_corpus.Count)], Longest);
            Seed(repair is not null && random.Next(4) > 0 ? repair(changed) : changed);
        }
    }

    /// <summary>Reads once whole, with its edges left to be looked at, after once in cuts.</summary>
    public string Execute(byte[] octets)
    {
        try
        {
            var cut = reader(octets, random.Next(1, int.MaxValue));
            var allocated = Measure(octets, out var answer);
            if (cut != answer) throw new FindingException($"whole it answers {answer}, in cuts {cut}", octets);
            var most = AllocatedAtLeast + ((long)allocatedPerOctet * octets.Length);
            // The first time may pay for what stays, such as a pool's buffers.
            if (allocated > most) allocated = Measure(octets, out _);
            if (allocated > most) throw new FindingException($"it allocates {allocated} octets", octets);
            if (Edges.Steps > StepsAtLeast + ((long)StepsPerOctet * octets.Length)) throw new FindingException($"it takes {Edges.Steps} steps", octets);
            return answer;
        }
        catch (Exception thrown) when (thrown is not FindingException)
        {
            throw new FindingException($"it throws {thrown.GetType().Name}: {thrown.Message}", octets, thrown);
        }
    }

    private long Measure(byte[] octets, out string answer)
    {
        Edges.Clear();
        var before = GC.GetAllocatedBytesForCurrentThread();
        answer = reader(octets, 0);
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
