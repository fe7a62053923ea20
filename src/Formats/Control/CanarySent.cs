namespace SecureDrop.Formats.Control;

/// <summary>POST /canary: the operator has sent a canary through the public door, and only its last is remembered.</summary>
/// <param name="Receipt">25 digits, as the door gave it.</param>
public sealed record CanarySent(string Receipt);
