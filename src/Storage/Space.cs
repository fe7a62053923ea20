using Polly;
using Polly.CircuitBreaker;
using Polly.Retry;

namespace SecureDrop.Storage;

/// <summary>
/// Free space on the vault's volume. Asking can fail for a moment (a network volume, a mount that comes back): asked again twice with
/// jitter, and after several failures not at all for a while, which counts as no space. Nothing that writes is behind these retries. An answer
/// counts for a twentieth of a second: each submission asks four times, and what can arrive in that time fits the reserve.
/// </summary>
internal sealed class Space
{
    // The log and the data file each take a wrapped copy, and pages that are begun and not filled.
    private const double Copies = 2.5;
    private const long Reserve = 32 << 20;
    private const int FreshMilliseconds = 50;
    private readonly Func<long> _ask;
    private readonly string _directory;
    private readonly ResiliencePipeline<long> _patient;
    private long _known;
    private long _askedAt = -FreshMilliseconds;

    public Space(VaultOptions options)
    {
        _directory = Path.GetFullPath(options.Directory);
        _ask = options.TestOnlyFreeOctets ?? AskVolume;
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
                return _patient.Execute(_ask);
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

    private long AskVolume()
    {
        var now = Environment.TickCount64;
        if (now - Volatile.Read(ref _askedAt) < FreshMilliseconds) return Volatile.Read(ref _known);
        var free = new DriveInfo(_directory).AvailableFreeSpace;
        Volatile.Write(ref _known, free);
        Volatile.Write(ref _askedAt, now);
        return free;
    }
}
