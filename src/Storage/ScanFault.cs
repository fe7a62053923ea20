using SecureDrop.Formats;

namespace SecureDrop.Storage;

/// <summary>A stored ciphertext that is not what it was when it came.</summary>
/// <param name="Entry">0 when no export has given it one yet.</param>
/// <param name="Hash">What it should have; null when a sheet of records is lost, which tells of up to 32.</param>
public readonly record struct ScanFault(int Entry, Sha256Hash? Hash);
