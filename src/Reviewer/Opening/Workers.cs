using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;

namespace SecureDrop.Reviewer.Opening;

/// <summary>Does work on all processors, at most four, each with a room of its own for one message.</summary>
internal sealed class Workers(CancellationToken stop)
{
    private readonly ConcurrentBag<Room> _rooms = [];

    /// <param name="items">What there is to do.</param>
    /// <param name="octets">How much each is: the largest come first, for nobody shall wait for one at the end.</param>
    /// <param name="work">Done with one, in a room that is wiped afterwards.</param>
    /// <exception cref="OperationCanceledException">It was to stop.</exception>
    public void Do<T>(IEnumerable<T> items, Func<T, long> octets, Action<T, Room> work)
    {
        // One at a time is handed out: the last ones must not wait in a queue behind each other.
        var queue = Partitioner.Create(items.OrderByDescending(octets), EnumerablePartitionerOptions.NoBuffering);
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
