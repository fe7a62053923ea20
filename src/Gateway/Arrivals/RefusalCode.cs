using SecureDrop.Formats.OpenPgp;

namespace SecureDrop.Gateway.Arrivals;

/// <summary>
/// Why nothing was taken: the stable code that people and scripts see. The grammar's codes come from <see cref="Refusal"/>;
/// the others are listed here and nowhere else.
/// </summary>
internal readonly record struct RefusalCode(string Text)
{
    public static readonly RefusalCode BadForm = new("bad_form");
    public static readonly RefusalCode ReceiptMalformed = new("receipt_malformed");
    public static readonly RefusalCode AmbiguousFraming = new("ambiguous_framing");
    public static readonly RefusalCode WrongHost = new("wrong_host");
    public static readonly RefusalCode MethodNotAllowed = new("method_not_allowed");
    public static readonly RefusalCode NotFound = new("not_found");
    public static readonly RefusalCode MediaType = new("media_type");
    public static readonly RefusalCode TooSlow = new("too_slow");
    public static readonly RefusalCode Busy = new("busy");
    public static readonly RefusalCode IntakeClosed = new("intake_closed");
    public static readonly RefusalCode KeyringUnavailable = new("keyring_unavailable");
    public static readonly RefusalCode RateLimited = new("rate_limited");

    /// <summary>More come by this lane than may, and the lane of solved puzzles is open.</summary>
    public static readonly RefusalCode PuzzleRequired = new("puzzle_required");

    /// <summary>The body is not the one that its Content-Digest names.</summary>
    public static readonly RefusalCode DigestDiffers = new("digest_differs");

    /// <summary>As much has been taken today as may be in a day.</summary>
    public static readonly RefusalCode DayFull = new("day_full");

    public static readonly RefusalCode StorageFull = new("storage_full");
    public static readonly RefusalCode StorageFailed = new("storage_failed");

    public static readonly RefusalCode BodyEmpty = Of(Refusal.BodyEmpty);
    public static readonly RefusalCode BodyIncomplete = Of(Refusal.BodyIncomplete);
    public static readonly RefusalCode TooLarge = Of(Refusal.TooLarge);

    public static RefusalCode Of(Refusal refusal) => new(refusal.Code());

    public override string ToString() => Text;
}
