namespace SecureDrop.Gateway.Start;

/// <summary>One of the two listeners does not open: the sources' address or the operator's socket, as <paramref name="where"/> tells.</summary>
internal sealed class CannotListenException(GatewayEvent where, string setting, Exception inner) : Exception(setting, inner)
{
    public GatewayEvent Where { get; } = where;
}
