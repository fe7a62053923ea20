using SecureDrop.Storage.Engine;
using SecureDrop.Storage.Files;

namespace SecureDrop.Storage.Writing;

/// <summary>
/// Makes durable what the writer has committed, and only then answers. While the disk flushes for one group the engine runs the next, and one
/// flush serves every group that came meanwhile. Groups are answered in order: one that found only what an earlier one stored waits for it.
/// </summary>
internal sealed class Flusher
{
    private readonly object _turn = new();
    private readonly Action _failed;
    private readonly Thread _thread;
    private List<Work> _waiting = [];
    private Store? _store;
    private bool _busy, _closed;

    /// <param name="failed">Called after a flush that failed; those who waited have been told.</param>
    public Flusher(Action failed)
    {
        _failed = failed;
        _thread = new Thread(Loop) { Name = "flush", IsBackground = true };
        _thread.Start();
    }

    /// <param name="store">Where the group has been committed.</param>
    /// <param name="group">Who waits for its answer.</param>
    public void Add(Store store, List<Work> group)
    {
        lock (_turn)
        {
            _store = store;
            _waiting.AddRange(group);
            Monitor.PulseAll(_turn);
        }
    }

    /// <summary>Returns when all that was added has been answered.</summary>
    public void Drain()
    {
        lock (_turn)
        {
            while (_busy || _waiting.Count > 0) Monitor.Wait(_turn);
        }
    }

    public void Close()
    {
        lock (_turn)
        {
            _closed = true;
            Monitor.PulseAll(_turn);
        }

        _thread.Join();
    }

    private void Loop()
    {
        while (Next(out var store, out var group) && store is not null)
        {
            var trouble = Flush(store);
            foreach (var work in group)
            {
                if (trouble is null) work.Answer();
                else work.Fail(trouble);
            }

            lock (_turn)
            {
                _busy = false;
                Monitor.PulseAll(_turn);
            }

            if (trouble is not null) _failed();
        }
    }

    private bool Next(out Store? store, out List<Work> group)
    {
        lock (_turn)
        {
            while (_waiting.Count == 0 && !_closed) Monitor.Wait(_turn);
            (store, group, _waiting, _busy) = (_store, _waiting, [], _waiting.Count > 0);
            return _busy;
        }
    }

    private static VaultUnavailableException? Flush(Store store)
    {
        try
        {
            store.MakeDurable();
            return null;
        }
        catch (Exception error)
        {
            return new VaultUnavailableException(FirstFault.Judge(store.FirstError ?? error), error);
        }
    }
}
