namespace SecureDrop.Storage.Writing;

/// <summary>
/// Bounds the octets that are wrapped and wait for the writer, first come, first served: each takes twice its length in memory, and more would
/// only wait for the same disk. One that is larger than the whole goes alone. It outlives the vault: whoever leaves it after the end still wakes the
/// next, who then hears that the vault is closed.
/// </summary>
#pragma warning disable CA1001 // Types that own disposable fields should be disposable: of these semaphores nobody takes a handle, so they hold nothing.
internal sealed class Room(long total)
#pragma warning restore CA1001
{
    private readonly SemaphoreSlim _turn = new(1), _left = new(0);
    private readonly long _total = total;
    private long _free = total;

    public async Task EnterAsync(long size, CancellationToken cancellation)
    {
        await _turn.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            while (Interlocked.Read(ref _free) < Math.Min(size, _total)) await _left.WaitAsync(cancellation).ConfigureAwait(false);
            Interlocked.Add(ref _free, -Math.Min(size, _total));
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Leave(long size)
    {
        Interlocked.Add(ref _free, Math.Min(size, _total));
        if (_left.CurrentCount == 0) _left.Release(); // one is enough for whoever waits to look again
    }
}
