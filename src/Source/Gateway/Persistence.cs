using Polly;
using Polly.Retry;

namespace SecureDrop.Source.Gateway;

/// <summary>Repeats what may pass: lost connections, 408, 429, 503. Waits longer each time, never in step with others, or as long as the gateway asks.</summary>
internal static class Persistence
{
    private const int Repetitions = 7;
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(2);

    public static ResiliencePipeline<GatewayAnswer> Over(Door door) => new ResiliencePipelineBuilder<GatewayAnswer> { TimeProvider = door.Time }
        .AddRetry(new RetryStrategyOptions<GatewayAnswer>
        {
            MaxRetryAttempts = Repetitions,
            BackoffType = DelayBackoffType.Exponential,
            UseJitter = true,
            Delay = door.FirstPause,
            MaxDelay = LongestPause,
            ShouldHandle = arguments => ValueTask.FromResult(arguments.Outcome.Result is { MayPass: true }),
            DelayGenerator = arguments => ValueTask.FromResult(arguments.Outcome.Result?.RetryAfter is { } asked && asked < LongestPause ? asked : (TimeSpan?)null),
            OnRetry = arguments =>
            {
                door.Notes.WriteLine($"{arguments.Outcome.Result?.Refusal}; trying again in {arguments.RetryDelay.TotalSeconds:0.0} s ({arguments.AttemptNumber + 1} of {Repetitions})");
                // Told before the first pause: who watches decides by it whether to wait.
                if (arguments.AttemptNumber == 0)
                    door.Notes.WriteLine($"pauses grow to {LongestPause.TotalMinutes:0} minutes at most; after {Repetitions} more tries it gives up, and Ctrl-C ends it before");
                return default;
            },
        })
        .Build();
}
