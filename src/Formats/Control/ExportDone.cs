namespace SecureDrop.Formats.Control;

/// <summary>POST /exported: the bundle is written, synced, read again and signed.</summary>
/// <param name="Bundle">Its number.</param>
/// <param name="TagManifestSha256">64 hexadecimal digits.</param>
/// <param name="HeadNumber">Number of the last ledger line in it.</param>
/// <param name="Head">64 hexadecimal digits.</param>
public sealed record ExportDone(int Bundle, string TagManifestSha256, int HeadNumber, string Head);
