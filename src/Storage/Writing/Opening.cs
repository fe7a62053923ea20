using Polly;
using Polly.CircuitBreaker;
using SecureDrop.Storage.Files;

namespace SecureDrop.Storage.Writing;

/// <summary>
/// Opens the engine, at start and again after a full disk. When the disk is full the ballast is given back and it is tried once more;
/// when that fails too, not again for a second, in which work is answered at once. Opening cuts the log to what is known durable and writes
/// it again before it flushes, so no failed flush is merely repeated.
/// </summary>
internal sealed class Opening(Func<long?, Contents> open, Ballast ballast)
{
    private readonly ResiliencePipeline _breaker = new ResiliencePipelineBuilder()
        .AddCircuitBreaker(new CircuitBreakerStrategyOptions
        {
            ShouldHandle = new PredicateBuilder().Handle<VaultUnavailableException>(IsFull),
            FailureRatio = 0.5,
            MinimumThroughput = 2,
            BreakDuration = TimeSpan.FromSeconds(1),
        })
        .Build();

    /// <param name="knownDurable">See <see cref="LogRecovery.Run"/>.</param>
    public Contents Open(long? knownDurable)
    {
        try
        {
            return _breaker.Execute(() => OpenOnce(knownDurable));
        }
        catch (BrokenCircuitException error)
        {
            throw new VaultUnavailableException(VaultTrouble.StorageFull, error);
        }
    }

    public void ReleaseBallast() => ballast.Release();

    private Contents OpenOnce(long? knownDurable)
    {
        try
        {
            return open(knownDurable);
        }
        catch (VaultUnavailableException error) when (IsFull(error) && ballast is { Here: true, Octets: > 0 })
        {
            ballast.Release();
            return open(knownDurable);
        }
    }

    private static bool IsFull(VaultUnavailableException error) => error.Trouble == VaultTrouble.StorageFull;
}
