namespace SecureDrop.Storage;

/// <summary>TestOnly: takes one guarantee away, so that a test can show that it would be missed.</summary>
[Flags]
public enum TestOnlyWeakness
{
    None = 0,
    NoLogChecksum = 1,
    NoLogBeforeData = 2,
    NoFlushBeforeAnswer = 4,
    NoCheckpointAfterPurge = 8,
    NoCheckpointAfterReseal = 16,
    NoNextGeneration = 32,
    NoFlushOfGeneration = 64,
}
