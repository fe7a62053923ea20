namespace SecureDrop.Reviewer.Home;

/// <summary>A bundle that was opened here.</summary>
/// <param name="Number">From 1.</param>
/// <param name="TagManifest">SHA-256 of its tag manifest, which the next bundle names.</param>
/// <param name="Line">Last line of its ledger.</param>
/// <param name="Head">Head at that line.</param>
internal sealed record OpenedBundle(int Number, string TagManifest, int Line, string Head);
