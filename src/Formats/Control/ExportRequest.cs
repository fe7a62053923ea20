namespace SecureDrop.Formats.Control;

/// <summary>POST /export. From is an entry number: everything not purged since then once more; null for what is new.</summary>
public sealed record ExportRequest(int? From);
