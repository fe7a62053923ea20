namespace SecureDrop.Formats.Testimonies;

/// <summary>What a source says, before it becomes a <see cref="Testimony"/>: everything but <paramref name="Text"/> is optional.</summary>
public sealed record Account(
    string Text, string? Language = null, string? When = null, string? Where = null, Consent? Consent = null, string? Safety = null);
