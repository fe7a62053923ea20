namespace SecureDrop.Storage;

/// <summary>The answer to a store: durable before it is given.</summary>
/// <param name="New">False when the vault knew this ciphertext (by its whole SHA-256) and stored nothing.</param>
/// <param name="State">Its state now.</param>
public sealed record Stored(bool New, SubmissionState State);
