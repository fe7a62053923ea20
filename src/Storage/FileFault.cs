namespace SecureDrop.Storage;

/// <summary>How a test makes a step fail: after so many octets of a write, with this error.</summary>
public sealed record FileFault(int OctetsWritten, IOException Error);
