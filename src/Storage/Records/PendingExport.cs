using SecureDrop.Formats.Texts;

namespace SecureDrop.Storage.Records;

/// <summary>An export that was planned and not finished; its number is the one after the last bundle.</summary>
/// <param name="From">What was asked for.</param>
/// <param name="After">The head before its first line.</param>
/// <param name="Head">The head after its last line.</param>
/// <param name="FirstEntry">No entry before this one is in it.</param>
/// <param name="LastEntry">No entry after this one is in it.</param>
internal sealed record PendingExport(int? From, LedgerHead After, LedgerHead Head, int FirstEntry, int LastEntry)
{
    /// <summary>There was nothing to take out. Such a plan is made anew each time: what arrives writes no line that would outdate it.</summary>
    public bool IsEmpty => LastEntry < FirstEntry;
}
