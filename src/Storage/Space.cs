using Polly;
using Polly.CircuitBreaker;
using Polly.Retry;

namespace SecureDrop.Storage;

/// <summary>
/// Free space on the vault's volume. Asking can fail for a moment (a network volume, a mount that comes back): asked again twice with
/// jitter, and after several failures not at all for a while, which counts as no space. Nothing that writes is behind these retries.
/// </summary>
internal sealed class Space
{
    // The log and the data file each take a wrapped copy, and pages that are begun and not filled.
    private const double Copies = 2.5;
    private const long Reserve = 32 << 20;
    private readonly Func<long> _ask;
    private readonly ResiliencePipeline<long> _patient;

    public Space(VaultOptions options)
    {
        _ask = options.TestOnlyFreeOctets ?? (() => new DriveInfo(Path.GetFullPath(options.Directory)).AvailableFreeSpace);
        var passing = new PredicateBuilder<long>().Handle<IOException>();
        _patient = new ResiliencePipelineBuilder<long>() // pauses are real time: a test's clock would stop them for ever
            .AddCircuitBreaker(new CircuitBreakerStrategyOptions<long> { ShouldHandle = passing, MinimumThroughput = 5, BreakDuration = TimeSpan.FromSeconds(5) })
            .AddRetry(new RetryStrategyOptions<long>
            {
                ShouldHandle = passing,
                MaxRetryAttempts = 2,
                Delay = TimeSpan.FromMilliseconds(10),
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
            })
            .Build();
    }

    /// <summary>Octets; 0 when the volume does not say.</summary>
    public long Free
    {
        get
        {
            try
            {
                return _patient.Execute(() => _ask());
            }
            catch (Exception error) when (error is IOException or BrokenCircuitException)
            {
                return 0;
            }
        }
    }

    /// <param name="octets">What is to be stored.</param>
    /// <param name="ballast">What recovery gave back and needs again first.</param>
    public bool HasRoomFor(long octets, long ballast) => Free >= octets * Copies + Reserve + ballast;
}
