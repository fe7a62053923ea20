namespace SecureDrop.Storage.Files;

/// <summary>
/// The page of the data file that a checkpoint wrote last, noted in the log when that is cut: by it a start knows a log and a data file of one vault, but of two days
/// (a copy that was not made at one moment).
/// </summary>
/// <param name="Page">Its number.</param>
/// <param name="Generation">Of the log that it came from; it stands behind the page, too.</param>
internal readonly record struct Witness(long Page, ulong Generation);
