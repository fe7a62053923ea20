namespace SecureDrop.Operator.Doctor;

/// <summary>How bad a finding is, rising; written in lower case.</summary>
internal enum Level
{
    Ok,

    /// <summary>To know; nothing presses.</summary>
    Notice,

    /// <summary>To mend soon, or not known.</summary>
    Warning,

    /// <summary>To mend now: people or testimony are at risk, or the door is shut.</summary>
    Danger,
}
