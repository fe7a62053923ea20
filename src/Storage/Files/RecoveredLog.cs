namespace SecureDrop.Storage.Files;

/// <summary>What is left of the log after <see cref="LogRecovery"/>: whole commits only, and durable.</summary>
/// <param name="Pages">How many pages.</param>
/// <param name="Generation">Theirs, and of what is written next.</param>
/// <param name="Header">The newest header page (number 0) among them; null when none is.</param>
internal sealed record RecoveredLog(long Pages, ulong Generation, byte[]? Header);
