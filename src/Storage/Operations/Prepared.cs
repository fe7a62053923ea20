using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using LiteDB;
using SecureDrop.Formats;
using SecureDrop.Storage.AtRest;
using SecureDrop.Storage.Engine;
using SecureDrop.Storage.Records;

namespace SecureDrop.Storage.Operations;

/// <summary>
/// A message as documents, wrapped: made on the caller's thread, so that the writer's has only the engine to run.
/// </summary>
internal sealed class Prepared
{
    private const int IdSize = 16, LookUpSize = 16;
    private readonly List<BsonDocument> _blocks = [];
    private readonly BsonDocument _submission;
    private readonly byte[] _lookUp;
    private readonly Sha256Hash _hash;

    public Prepared(ReadOnlySequence<byte> octets, Sha256Hash hash, bool late, DateOnly day, int blockOctets, Wrap wrap, byte[] indexKey)
    {
        _hash = hash;
        for (var rest = octets; rest.Length > 0;)
        {
            var block = rest.Slice(0, Math.Min(blockOctets, rest.Length));
            rest = rest.Slice(block.End);
            _blocks.Add(new BsonDocument { [Collections.Id] = NewId(), [Collections.Wrapped] = wrap.Block.Protect(block.ToArray()) });
        }

        var record = new Submission(
            hash, octets.Length, day, late, SubmissionState.Waiting, [.. _blocks.Select(block => block[Collections.Id].AsBinary)], []);
        _lookUp = LookUp(Receipt.Of(hash), indexKey);
        _submission = new BsonDocument
        {
            [Collections.Id] = NewId(),
            [Collections.LookUp] = _lookUp,
            [Collections.Entry] = 0,
            [Collections.Wrapped] = wrap.Record.Protect(record.Write()),
        };
    }

    public long Octets => _blocks.Sum(block => (long)block[Collections.Wrapped].AsBinary.Length);

    /// <summary>What the receipt index holds: without the key, which is wrapped in the vault, it says nothing about a receipt.</summary>
    public static byte[] LookUp(Receipt receipt, byte[] indexKey) =>
        HMACSHA256.HashData(indexKey, Encoding.ASCII.GetBytes(receipt.Digits))[..LookUpSize];

    /// <summary>Inside a transaction with others.</summary>
    public Stored StoreIn(Contents contents)
    {
        foreach (var document in contents.Store.FindAll(Collections.Submissions, $"{Collections.LookUp} = @0", _lookUp))
        {
            var known = contents.ReadSubmission(document);
            if (known.Hash == _hash) return new Stored(false, known.State);
        }

        foreach (var block in _blocks) contents.Store.Insert(Collections.Blocks, block);
        contents.Store.Insert(Collections.Submissions, _submission);
        contents.State.Count(SubmissionState.Waiting, 1);
        return new Stored(true, SubmissionState.Waiting);
    }

    private static byte[] NewId() => RandomNumberGenerator.GetBytes(IdSize);
}
