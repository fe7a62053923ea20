namespace SecureDrop.Formats.Testimonies;

/// <summary>What the source agrees to, use by use; null is a question not answered.</summary>
/// <param name="Court">Use in court or before an inquiry.</param>
/// <param name="Archive">Keeping for later.</param>
/// <param name="Publication">Publishing, with nothing that names the source.</param>
public sealed record Consent(bool? Court = null, bool? Archive = null, bool? Publication = null);
