using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;

namespace SecureDrop.Reviewer.Opening;

/// <summary>Does work on all processors, at most four, each with a room of its own: at most <see cref="BatchOctets"/> there, or one message.</summary>
internal sealed class Workers(CancellationToken stop)
{
    /// <summary>As many messages are hashed together.</summary>
    public const int BatchItems = 4;
    public const long BatchOctets = 32 << 20;

    private readonly ConcurrentBag<Room> _rooms = [];

    /// <summary>Batches of a few items each; in one batch are items of about one length.</summary>
    public static IReadOnlyList<IReadOnlyList<T>> Batches<T>(IEnumerable<T> items, Func<T, long> octets)
    {
        var batches = new List<List<T>>();
        var free = 0L;
        foreach (var (item, length) in items.Select(item => (item, octets(item))).OrderByDescending(one => one.Item2))
        {
            if (batches.Count == 0 || batches[^1].Count == BatchItems || length > free)
            {
                batches.Add([]);
                free = BatchOctets;
            }

            batches[^1].Add(item);
            free -= length;
        }

        return batches;
    }

    /// <exception cref="OperationCanceledException">It was to stop.</exception>
    public void Do<T>(IReadOnlyList<T> items, Action<T, Room> work)
    {
        // One at a time is handed out: the last ones must not wait in a queue behind each other.
        var queue = Partitioner.Create(items, EnumerablePartitionerOptions.NoBuffering);
        var limit = new ParallelOptions { MaxDegreeOfParallelism = Math.Clamp(Environment.ProcessorCount, 1, 4), CancellationToken = stop };
        try
        {
            Parallel.ForEach(queue, limit, item =>
            {
                if (!_rooms.TryTake(out var room)) room = new Room();
                try
                {
                    work(item, room);
                }
                finally
                {
                    room.Wipe();
                    _rooms.Add(room);
                }
            });
        }
        catch (AggregateException several)
        {
            // A full disk shows in every thread; one of them says it all.
            ExceptionDispatchInfo.Throw(several.InnerExceptions.FirstOrDefault(one => one is not OperationCanceledException) ?? several.InnerExceptions[0]);
        }
    }
}
