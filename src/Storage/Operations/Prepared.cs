using System.Buffers;
using LiteDB;
using SecureDrop.Formats;
using SecureDrop.Storage.AtRest;
using SecureDrop.Storage.Engine;
using SecureDrop.Storage.Records;

namespace SecureDrop.Storage.Operations;

/// <summary>
/// A message, wrapped: made on the caller's thread, so that the writer's has only the engine to run.
/// </summary>
internal sealed class Prepared
{
    private readonly List<byte[]> _blocks = [];
    private readonly Submission _record;

    public Prepared(ReadOnlySequence<byte> octets, Sha256Hash hash, bool late, DateOnly day, int blockOctets, Wrap wrap)
    {
        for (var rest = octets; rest.Length > 0;)
        {
            var block = rest.Slice(0, Math.Min(blockOctets, rest.Length));
            rest = rest.Slice(block.End);
            _blocks.Add(wrap.Block.Protect(block.ToArray()));
        }

        _record = new Submission(hash, octets.Length, day, late, SubmissionState.Waiting, Entry: 0, FirstBlock: 0, _blocks.Count, OpenedBy: []);
    }

    public long Octets => _blocks.Sum(block => (long)block.Length);

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
        contents.Register.Add(record with { FirstBlock = state.LastBlock + 1, BlockCount = _blocks.Count });
        foreach (var block in _blocks)
            contents.Store.Insert(Collections.Blocks, new BsonDocument { [Collections.Id] = ++state.LastBlock, [Collections.Wrapped] = block });
        state.Count(record.State, 1);
    }
}
