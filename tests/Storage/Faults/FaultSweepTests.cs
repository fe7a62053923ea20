using Xunit.Abstractions;

namespace SecureDrop.Storage.Tests.Faults;

/// <summary>REFUSALS.md rows 34 and 35: every step of a vault's life fails, alone or with all that follow.</summary>
public sealed class FaultSweepTests(ITestOutputHelper output)
{
    private const int Together = 8; // a run that waits for the breaker costs nothing

    [Theory]
    [InlineData(FaultKind.DiskFull, false)]
    [InlineData(FaultKind.DiskFull, true)]
    [InlineData(FaultKind.ShortWrite, false)]
    [InlineData(FaultKind.ShortWrite, true)]
    [InlineData(FaultKind.InputOutput, false)]
    [InlineData(FaultKind.InputOutput, true)]
    [InlineData(FaultKind.FailedFlush, false)]
    [InlineData(FaultKind.FailedFlush, true)]
    public async Task Whatever_step_fails_nothing_is_lost_and_nobody_waits_for_ever(FaultKind kind, bool persistent)
    {
        var next = -1;
        var last = int.MaxValue;
        await Task.WhenAll(Enumerable.Range(0, Together).Select(_ => Task.Run(async () =>
        {
            while (Interlocked.Increment(ref next) is var at && at < last)
            {
                var fault = new PlannedFault(kind, at, persistent);
                try
                {
                    await new FaultRun(fault).RunAsync();
                }
                catch (Exception error)
                {
                    throw new InvalidOperationException($"The fault at step {at}", error);
                }

                if (!fault.Met) last = Math.Min(last, at); // the work ended before it came to this step
            }
        })));
        output.WriteLine($"{kind}, {(persistent ? "for good" : "once")}: {last} steps");
        Assert.True(last > 15, $"only {last} steps");
    }

    [Fact] // the control
    public async Task A_receipt_for_what_is_not_there_is_noticed() =>
        await Assert.ThrowsAsync<Xunit.Sdk.NullException>(() => new FaultRun(new PlannedFault(FaultKind.InputOutput, int.MaxValue, false), untrue: true).RunAsync());
}
