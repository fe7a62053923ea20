namespace SecureDrop.Reviewer.Opening;

/// <summary>
/// What compressed data may become. A few hundred octets can unpack to gigabytes, and strangers may send thousands of such messages: one message gets
/// at most <see cref="Most"/>, and all of a bundle share <paramref name="budget"/> octets, so that they cannot fill the disk that honest letters need.
/// What is not compressed is bounded by its own length. Safe to call from several threads.
/// </summary>
/// <param name="budget">Octets in all beyond <see cref="Usual"/> times the length of each message: letters that honest programs compressed never touch it.</param>
internal sealed class Unpacking(long budget = 1L << 30)
{
    public const long Most = 64 << 20;
    public const long Least = 1 << 20;

    /// <summary>Nothing that a person writes packs tighter than to a hundredth, but for the shortest.</summary>
    public const int Tightest = 100;
    public const int Usual = 8;

    private long _budget = budget;

    /// <param name="unpacked">What comes of the compressed data.</param>
    /// <param name="octets">Length of the message they lay in.</param>
    /// <returns>The same, until it is too much: then reading throws <see cref="TooLargeException"/>.</returns>
    public Stream Bound(Stream unpacked, long octets) => new BoundedStream(
        unpacked, Math.Clamp(Tightest * octets, Least, Most), Math.Min(Usual * octets, Most), taken => Interlocked.Add(ref _budget, -taken) >= 0);
}
