namespace SecureDrop.Operator;

/// <summary>A finished export. Head is 64 hexadecimal digits; bundle and folder are null when nothing was new.</summary>
internal sealed record Exported(int? Bundle, string? Folder, int Items, long Octets, int HeadNumber, string Head);
