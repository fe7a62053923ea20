namespace SecureDrop.Storage.Tests.PowerLoss;

/// <summary>A write, flush or truncation that happened to one of a vault's files.</summary>
internal sealed record Step(string File, FileAction Action, long Offset, byte[] Octets);
