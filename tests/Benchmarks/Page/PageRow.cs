namespace SecureDrop.Benchmarks.Page;

/// <summary>
/// What the page costs a source in one browser. Octets are those of a first visit on the line, headers and answers, until the page can seal. Times to
/// usable are seconds until she can write, and until it can seal, at 400 kbit/s and 600 ms (only Chromium can imitate that). Speeds are megabytes a
/// second from the press of the button, reading the files for their hashes included. Peak is all of the browser's processes above idle.
/// </summary>
internal sealed record PageRow(
    string Browser, long VisitOctets, double? WriteSeconds, double? SealSeconds, double SmallSpeed, double LargeSpeed, double LargeSealingOnly, double PeakMegabytes);
