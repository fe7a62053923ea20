using SecureDrop.Formats.Texts;

namespace SecureDrop.Reviewer.Opening;

/// <summary>What became of a message.</summary>
/// <param name="Failure">Why it did not open.</param>
/// <param name="Inside">The packets inside, once their integrity check has passed; in the buffer that held the message.</param>
internal readonly record struct OpenedMessage(FailureReason? Failure, Memory<byte> Inside);
