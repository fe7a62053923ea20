using System.Buffers;
using LiteDB;
using SecureDrop.Formats;
using SecureDrop.Storage.AtRest;
using SecureDrop.Storage.Engine;
using SecureDrop.Storage.Records;

namespace SecureDrop.Storage.Operations;

/// <summary>
/// A message, wrapped: made on the caller's thread, so that the writer's has only the engine to run. A large one is wrapped there, block by block as the engine
/// takes it: it is rare, and its second copy would be the largest thing in memory.
/// </summary>
internal sealed class Prepared
{
    private const long LargeOctets = 8 << 20;
    private readonly IEnumerable<byte[]> _blocks;
    private readonly Submission _record;

    public Prepared(ReadOnlySequence<byte> octets, Sha256Hash hash, bool late, DateOnly day, int blockOctets, Wrap wrap)
    {
        var wrapped = Wrapped(octets, blockOctets, wrap);
        _blocks = octets.Length > LargeOctets ? wrapped : [.. wrapped];
        var count = (int)((octets.Length + blockOctets - 1) / blockOctets);
        _record = new Submission(hash, octets.Length, day, late, SubmissionState.Waiting, Entry: 0, FirstBlock: 0, count, OpenedBy: []);
    }

    /// <summary>Of the ciphertext: wrapping adds about a hundred a block.</summary>
    public long Octets => _record.Octets;

    /// <summary>Inside a transaction with others. Null: a restore is under way, and nothing was stored.</summary>
    public Stored? StoreIn(Contents contents)
    {
        if (contents.State.IsRestoring) return null;
        if (contents.Register.Find(_record.Hash) is { } known) return new Stored(false, known.State);
        PutIn(contents, _record);
        contents.State.Stored = contents.State.Stored.With(_record.Day, _record.Octets);
        return new Stored(true, SubmissionState.Waiting);
    }

    /// <summary>Under a record that says more than that it has just come.</summary>
    public void PutIn(Contents contents, Submission record)
    {
        var state = contents.State;
        contents.Register.Add(record with { FirstBlock = state.LastBlock + 1, BlockCount = _record.BlockCount });
        foreach (var block in _blocks)
            contents.Store.Insert(Collections.Blocks, new BsonDocument { [Collections.Id] = ++state.LastBlock, [Collections.Wrapped] = block });
        state.Count(record.State, 1);
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
