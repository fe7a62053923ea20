namespace SecureDrop.Operator;

/// <summary>How pressing something is, rising; written in lower case for scripts.</summary>
internal enum Urgency
{
    None,

    /// <summary>60 days or fewer.</summary>
    Note,

    /// <summary>30 days or fewer.</summary>
    Warning,

    /// <summary>7 days or fewer.</summary>
    Urgent,

    /// <summary>Past.</summary>
    Closed,
}
