using SecureDrop.Gateway.Arrivals;

namespace SecureDrop.Gateway.Http;

/// <summary>
/// Only the names that a source was told: the keyring's addresses, and the loopback address listened on. A foreign name is a copy of this page
/// in other hands, or a web page reaching for a server on its reader's own machine (DNS rebinding).
/// </summary>
/// <param name="keyring">Names the addresses.</param>
/// <param name="listening">The address listened on, known once the listener runs. A text: two requests that first read one <see cref="Uri"/> at the
/// same time see it half parsed, and one of them would be refused.</param>
internal sealed class HostRule(KeyringInForce keyring, Lazy<string> listening)
{
    public bool Allows(HttpRequest request)
    {
        // Put there by proxies that carry onion services into the open web, where the proxy reads all.
        if (request.Headers.ContainsKey("X-Tor2web")) return false;
        var host = request.Host.Value ?? "";
        return IsLoopback(host, new Uri(listening.Value)) || keyring.Current is { } current && current.Addresses.Any(address => IsAt(host, new Uri(address)));
    }

    private static bool IsLoopback(string host, Uri listening) =>
        listening.IsLoopback && (IsAt(host, listening) || IsAt(host, new UriBuilder(listening) { Host = "localhost" }.Uri));

    private static bool IsAt(string host, Uri address) =>
        host.Equals(address.Authority, StringComparison.OrdinalIgnoreCase) // without the port when it is the scheme's own
        || host.Equals($"{address.Host}:{address.Port}", StringComparison.OrdinalIgnoreCase);
}
