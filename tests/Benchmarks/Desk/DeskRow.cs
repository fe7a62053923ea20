namespace SecureDrop.Benchmarks.Desk;

/// <summary>
/// One program at one task. Speeds are from the start of the program until it has ended, with the disk synced where the program does that itself. Processor
/// time stays what it is on a machine with other work.
/// </summary>
internal sealed record DeskRow(
    string Task, string Program, int Messages, long Octets, double Seconds, double ProcessorSeconds, double PeakMegabytes)
{
    public double MegabytesPerSecond => Octets / 1e6 / Seconds;
    public double MessagesPerSecond => Messages / Seconds;

    /// <summary>What two cores could do if nothing waited for anything.</summary>
    public double MegabytesPerProcessorSecond => Octets / 1e6 / ProcessorSeconds;
}
