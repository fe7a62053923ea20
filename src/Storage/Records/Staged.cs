namespace SecureDrop.Storage.Records;

/// <summary>Places of blocks that no record names yet.</summary>
/// <param name="First">The first.</param>
/// <param name="Count">How many there are to be.</param>
/// <param name="Written">How many of them are there.</param>
internal sealed record Staged(long First, int Count, int Written);
