namespace SecureDrop.Operator;

/// <summary>What `acknowledge --json` prints: whose word about which bundle, and what the gateway made of it.</summary>
/// <param name="Bundle">Number of the bundle it is about.</param>
/// <param name="Signer">Primary fingerprint, 40 digits.</param>
/// <param name="Moved">Receipts that moved to opened.</param>
/// <param name="Already">Those that had before.</param>
/// <param name="NotMoved">Failed or incomplete entries.</param>
internal sealed record Acknowledged(int Bundle, string Signer, int Moved, int Already, int NotMoved);
