using SecureDrop.Formats;
using SecureDrop.Storage;

namespace SecureDrop.Gateway.Arrivals;

/// <summary>A message that is durably stored, now or before.</summary>
internal sealed record Accepted(Receipt Receipt, bool New, SubmissionState State, bool Late);
