namespace SecureDrop.Storage.Writing;

/// <summary>How a piece of work is run.</summary>
internal enum WorkKind
{
    /// <summary>Changes nothing; answered at once.</summary>
    Read,

    /// <summary>Runs in one transaction with others, and is answered when that is durable.</summary>
    Grouped,

    /// <summary>Makes transactions of its own.</summary>
    Alone,
}
