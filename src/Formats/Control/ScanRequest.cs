namespace SecureDrop.Formats.Control;

/// <summary>POST /scan: look at stored ciphertexts from this place on; 0, then the place that the answer before has named.</summary>
public sealed record ScanRequest(int From);
