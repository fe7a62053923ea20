using System.Buffers;
using SecureDrop.Formats;
using SecureDrop.Storage.AtRest;
using SecureDrop.Storage.Records;

namespace SecureDrop.Storage.Operations;

/// <summary>
/// A message, wrapped: made on the caller's thread, so that the writer's has only the engine to run. A large one is wrapped block by block as they are
/// taken: it is rare, and its second copy would be the largest thing in memory.
/// </summary>
internal sealed class Prepared
{
    public Prepared(ReadOnlySequence<byte> octets, Sha256Hash hash, bool late, DateOnly day, int blockOctets, Wrap wrap)
    {
        var count = (int)((octets.Length + blockOctets - 1) / blockOctets);
        Record = new Submission(hash, octets.Length, day, late, SubmissionState.Waiting, Entry: 0, FirstBlock: 0, count, OpenedBy: []);
        var wrapped = Wrapped(octets, blockOctets, wrap);
        Blocks = Staging.IsLarge(octets.Length, blockOctets) ? wrapped : [.. wrapped];
    }

    /// <summary>As it will be known, but for its blocks' places.</summary>
    public Submission Record { get; }

    public IEnumerable<byte[]> Blocks { get; }

    /// <summary>Inside a transaction with others. Null: a restore is under way, and nothing was stored.</summary>
    public Stored? StoreIn(Contents contents)
    {
        if (contents.State.IsRestoring) return null;
        if (contents.Register.Find(Record.Hash) is { } known) return new Stored(false, known.State);
        contents.AddNew(Placed(contents, Record));
        return new Stored(true, SubmissionState.Waiting);
    }

    /// <summary>Under a record that says more than that it has just come.</summary>
    public void PutIn(Contents contents, Submission record)
    {
        contents.Register.Add(Placed(contents, record));
        contents.State.Count(record.State, 1);
    }

    private Submission Placed(Contents contents, Submission record)
    {
        var state = contents.State;
        var first = state.LastBlock + 1;
        foreach (var block in Blocks) contents.InsertBlock(++state.LastBlock, block);
        return record with { FirstBlock = first, BlockCount = Record.BlockCount };
    }

    private static IEnumerable<byte[]> Wrapped(ReadOnlySequence<byte> octets, int blockOctets, Wrap wrap)
    {
        byte[] whole = [];
        while (octets.Length > 0)
        {
            var block = octets.Slice(0, Math.Min(blockOctets, octets.Length));
            octets = octets.Slice(block.End);
            if (whole.Length != block.Length) whole = new byte[block.Length];
            block.CopyTo(whole);
            yield return wrap.Block.Protect(whole);
        }
    }
}
