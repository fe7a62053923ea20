namespace SecureDrop.Reviewer.Cases;

/// <summary>Parts from one number to another. A part of 300 octets may speak of 99,999 others, so nothing here lists them one by one.</summary>
internal readonly record struct PartRange(int First, int Last);
