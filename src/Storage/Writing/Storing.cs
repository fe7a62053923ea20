using SecureDrop.Storage.Operations;

namespace SecureDrop.Storage.Writing;

/// <summary>
/// Brings messages to the writer thread, wrapped on the caller's: one in a transaction with others or, when it is large, in as many as it takes
/// (<see cref="Staging"/>), one large message at a time.
/// </summary>
/// <param name="writer">Runs them.</param>
/// <param name="blockOctets">Of a message, in one block.</param>
/// <param name="follow">Called on the writer thread with what has changed.</param>
internal sealed class Storing(Writer writer, int blockOctets, Action<Contents> follow)
{
    private const long RoomOctets = 9 << 20;
    private readonly Room _room = new(RoomOctets);
    private readonly Room _large = new(1);

    /// <summary>
    /// Waits for room, which can be cancelled, then stores, which can not: what was begun is done. Null, and nothing is stored: a restore is under way, or the disk was
    /// full in the middle of a large one.
    /// </summary>
    /// <param name="octets">How many will be wrapped.</param>
    /// <param name="prepare">Wraps them, a large message's as they are taken.</param>
    /// <param name="cancellation">While it waits.</param>
    public Task<Stored?> StoreAsync(long octets, Func<Prepared> prepare, CancellationToken cancellation) =>
        Staging.IsLarge(octets, blockOctets) ? StoreLargeAsync(prepare, cancellation) : StoreSmallAsync(octets, prepare, cancellation);

    private async Task<Stored?> StoreSmallAsync(long octets, Func<Prepared> prepare, CancellationToken cancellation)
    {
        await _room.EnterAsync(octets, cancellation).ConfigureAwait(false);
        try
        {
            var message = prepare();
            return await AskAsync(octets, message.StoreIn, cancellation).ConfigureAwait(false);
        }
        finally
        {
            _room.Leave(octets);
        }
    }

    private async Task<Stored?> StoreLargeAsync(Func<Prepared> prepare, CancellationToken cancellation)
    {
        await _large.EnterAsync(1, cancellation).ConfigureAwait(false);
        try
        {
            var message = prepare();
            Stored? known = null;
            if (!await writer.AskAsync(WorkKind.Alone, contents => Staging.Begin(contents, message.Record, out known)).ConfigureAwait(false)) return known;
            using var stretches = message.Blocks.Chunk(Staging.Blocks).GetEnumerator();
            for (var left = message.Record.BlockCount; left > 0; left -= Staging.Blocks)
            {
                if (!await WriteNextAsync(stretches).ConfigureAwait(false)) return null;
            }

            return await AskAsync(0, contents => Staging.Finish(contents, message.Record), CancellationToken.None).ConfigureAwait(false);
        }
        finally
        {
            _large.Leave(1);
        }
    }

    /// <summary>False: as <see cref="Staging.Add"/>.</summary>
    private async Task<bool> WriteNextAsync(IEnumerator<byte[][]> stretches)
    {
        var octets = Staging.Blocks * (long)blockOctets;
        await _room.EnterAsync(octets, CancellationToken.None).ConfigureAwait(false);
        try
        {
            stretches.MoveNext();
            var wrapped = stretches.Current;
            var work = new Work<bool>(WorkKind.Grouped, octets, contents => Staging.Add(contents, wrapped), added => added);
            return await writer.AskAsync(work, CancellationToken.None).ConfigureAwait(false);
        }
        finally
        {
            _room.Leave(octets);
        }
    }

    private Task<Stored?> AskAsync(long octets, Func<Contents, Stored?> store, CancellationToken cancellation) => writer.AskAsync(
        new Work<Stored?>(WorkKind.Grouped, octets, contents =>
        {
            var stored = store(contents);
            follow(contents);
            return stored;
        }, stored => stored is { New: true }), cancellation);
}
