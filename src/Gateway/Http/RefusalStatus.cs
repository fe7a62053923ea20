using SecureDrop.Gateway.Arrivals;

namespace SecureDrop.Gateway.Http;

/// <summary>Which HTTP status each refusal has. What is not named here is an honest request with a body that is not taken: 422.</summary>
internal static class RefusalStatus
{
    public static int Of(RefusalCode code) => code.Text switch
    {
        "body_empty" or "body_incomplete" or "bad_form" or "receipt_malformed" or "ambiguous_framing" => 400,
        "not_found" => 404,
        "method_not_allowed" => 405,
        "too_slow" => 408,
        "too_large" => 413,
        "media_type" => 415,
        "wrong_host" => 421,
        "rate_limited" or "puzzle_required" => 429,
        "busy" or "day_full" or "intake_closed" or "keyring_unavailable" or "storage_failed" => 503,
        "storage_full" => 507,
        _ => 422,
    };
}
