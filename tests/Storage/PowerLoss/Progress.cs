namespace SecureDrop.Storage.Tests.PowerLoss;

/// <summary>How far a message has come.</summary>
internal enum Progress
{
    Absent,
    Waiting,
    TakenOut,
    Opened,
    Purged,
    Forced,
}
