namespace SecureDrop.Reviewer.Opening;

/// <summary>More octets than a message may unpack to. Thrown through the library's stream layers, caught by <see cref="InnerMessage"/>.</summary>
internal sealed class TooLargeException : IOException;
