namespace SecureDrop.Formats.Control;

/// <summary>POST /purge: what every holder has opened, or, by force and with a reason that the ledger keeps, the entries named.</summary>
public sealed record PurgeRequest(int[] Forced, string? Reason);
