namespace SecureDrop.Formats.Control;

/// <summary>How many entries were purged, and which wait for whom.</summary>
public sealed record PurgeAnswer(int Purged, PurgeWaiting[] Waiting);
