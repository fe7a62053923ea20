namespace SecureDrop.Gateway.Tests;

/// <summary>Tests that look at the whole process or the whole temporary directory run with nothing beside them.</summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public sealed class Alone;
