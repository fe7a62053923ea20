using LiteDB;
using SecureDrop.Storage.Engine;
using SecureDrop.Storage.Records;

namespace SecureDrop.Storage.Operations;

/// <summary>
/// A large message takes several transactions, others between them, so that the engine never holds it whole and nobody waits behind it. Its blocks get their places at
/// once, and the state names them; the record that makes them a submission comes last. Whatever cuts this short leaves blocks that nobody was answered for:
/// the vault deletes them before it does anything else.
/// </summary>
internal static class Staging
{
    /// <summary>In one transaction, to write or to delete: as much as the engine is to hold in memory.</summary>
    public const int Blocks = 4;

    public static bool IsLarge(long octets, int blockOctets) => octets > 2 * Blocks * (long)blockOctets;

    /// <summary>False when there is nothing to stage: the message is known, or a restore is under way. Run alone.</summary>
    public static bool Begin(Contents contents, Submission record, out Stored? known)
    {
        known = null;
        var state = contents.State;
        if (state.IsRestoring) return false;
        if (contents.Register.Find(record.Hash) is { } submission)
        {
            known = new Stored(false, submission.State);
            return false;
        }

        Discard(contents);
        contents.Commit(() =>
        {
            state.Staged = new Staged(state.LastBlock + 1, record.BlockCount, 0);
            state.LastBlock += record.BlockCount;
        });
        return contents.IsStaging = true;
    }

    /// <summary>The next blocks, inside a transaction with others. False: the vault has been opened anew meanwhile, or a restore has begun, and they were deleted.</summary>
    public static bool Add(Contents contents, IReadOnlyList<byte[]> wrapped)
    {
        if (!contents.IsStaging || contents.State.Staged is not { } staged) return false;
        contents.State.Staged = staged with { Written = staged.Written + wrapped.Count };
        for (var at = 0; at < wrapped.Count; at++) contents.InsertBlock(staged.First + staged.Written + at, wrapped[at]);
        return true;
    }

    /// <summary>Makes a submission of the blocks, inside a transaction with others; null as <see cref="Add"/> is false.</summary>
    public static Stored? Finish(Contents contents, Submission record)
    {
        if (!contents.IsStaging || contents.State.Staged is not { } staged) return null;
        contents.IsStaging = false; // what is still staged then is a message that came by another way meanwhile
        if (contents.Register.Find(record.Hash) is { } known) return new Stored(false, known.State);
        contents.State.Staged = null;
        contents.AddNew(record with { FirstBlock = staged.First });
        return new Stored(true, SubmissionState.Waiting);
    }

    /// <summary>
    /// Deletes what is staged, the last first. Nobody may flush meanwhile. Where a block cannot be read all of them stay, without a name and their places taken: the
    /// engine touches the pages around one that it frees, and a message that nobody was answered for must not close the vault.
    /// </summary>
    public static void Discard(Contents contents)
    {
        var state = contents.State;
        if (!IsReadable(contents)) contents.Commit(() => state.Staged = null);
        while (state.Staged is { } staged)
        {
            var left = Math.Max(0, staged.Written - Blocks);
            List<BsonValue> ids = [.. Enumerable.Range(left, staged.Written - left).Select(at => new BsonValue(staged.First + at))];
            contents.CommitStretch(() =>
            {
                contents.Store.Delete(Collections.Blocks, ids);
                state.Staged = left > 0 ? staged with { Written = left } : null;
                if (left == 0 && state.LastBlock == staged.First + staged.Count - 1) state.LastBlock = staged.First - 1;
            });
        }
    }

    private static bool IsReadable(Contents contents) =>
        contents.State.Staged is not { } staged || Enumerable.Range(0, staged.Written).All(at => contents.Store.CanRead(Collections.Blocks, staged.First + at));
}
