namespace SecureDrop.Storage.Files;

/// <summary>
/// A page of the data file is not as it was written. Not an IOException: the engine closes itself on those, and a damaged
/// item must not keep the others from being read.
/// </summary>
internal sealed class PageDamagedException(long page) : Exception($"Page {page} of the data file is damaged.");
