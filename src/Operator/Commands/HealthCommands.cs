namespace SecureDrop.Operator.Commands;

/// <summary>`alive` and `ready`, for systemd and monitoring on the gateway's own machine: the exit code is the answer, and nothing is printed when it is yes.</summary>
internal static class HealthCommands
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    public static Task AliveAsync(Desk desk, CancellationToken stop) => AskAsync(desk.Gateway.AliveAsync, stop);

    public static Task ReadyAsync(Desk desk, CancellationToken stop) => AskAsync(desk.Gateway.ReadyAsync, stop);

    private static async Task AskAsync(Func<CancellationToken, Task> ask, CancellationToken stop)
    {
        using var quick = CancellationTokenSource.CreateLinkedTokenSource(stop);
        quick.CancelAfter(Patience);
        try
        {
            await ask(quick.Token);
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            throw Troubles.GatewayHangs(Patience);
        }
    }
}
