namespace SecureDrop.Formats.Control;

/// <summary>POST /acknowledge: an acknowledgement whose signature the operator's program has verified.</summary>
/// <param name="Signer">Primary fingerprint, 40 hexadecimal digits.</param>
/// <param name="LedgerId">32 hexadecimal digits.</param>
/// <param name="Bundle">The bundle's number.</param>
/// <param name="HeadNumber">Number of the bundle's last ledger line.</param>
/// <param name="Head">64 hexadecimal digits.</param>
/// <param name="Lines">In ascending order of entries.</param>
public sealed record AcknowledgeRequest(string Signer, string LedgerId, int Bundle, int HeadNumber, string Head, AcknowledgeLine[] Lines);
