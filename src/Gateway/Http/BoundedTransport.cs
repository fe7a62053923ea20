using System.Net;
using Microsoft.AspNetCore.Connections;

namespace SecureDrop.Gateway.Http;

/// <summary>
/// Kestrel's sockets, but never more of them open than may be. Kestrel counts a connection when a thread comes to it: of a burst it first accepts all, and
/// when the file descriptors run out in that moment, an assembly that must be loaded then is missing for as long as the process lives.
/// </summary>
/// <param name="sockets">Kestrel's own.</param>
/// <param name="most">Open at a time; the others wait in the system's queue. A little above Kestrel's limit, so that there is room to hang up on somebody.</param>
internal sealed class BoundedTransport(IConnectionListenerFactory sockets, int most) : IConnectionListenerFactory
{
    public async ValueTask<IConnectionListener> BindAsync(EndPoint endpoint, CancellationToken cancellationToken = default) =>
        new Listener(await sockets.BindAsync(endpoint, cancellationToken), most);

    private sealed class Listener(IConnectionListener sockets, int most) : IConnectionListener
    {
        private readonly SemaphoreSlim _free = new(most);
        private readonly CancellationTokenSource _unbound = new();

        public EndPoint EndPoint => sockets.EndPoint;

        public async ValueTask<ConnectionContext?> AcceptAsync(CancellationToken cancellationToken = default)
        {
            try
            {
                await _free.WaitAsync(_unbound.Token);
            }
            catch (OperationCanceledException)
            {
                return null;
            }

            var connection = await sockets.AcceptAsync(cancellationToken);
            connection?.ConnectionClosed.Register(() => _free.Release());
            return connection;
        }

        public async ValueTask UnbindAsync(CancellationToken cancellationToken = default)
        {
            await _unbound.CancelAsync();
            await sockets.UnbindAsync(cancellationToken);
        }

        public async ValueTask DisposeAsync()
        {
            await sockets.DisposeAsync();
            _unbound.Dispose();
        }
    }
}
