namespace SecureDrop.Gateway.Arrivals;

/// <summary>Why submissions are taken or not; written in lower case in the operator's status.</summary>
internal enum IntakeState
{
    Open,

    /// <summary>The operator asked for it, or a Production gateway was started so.</summary>
    Closed,

    /// <summary>A lockdown was begun.</summary>
    Lockdown,

    /// <summary>A restore was begun and has not ended.</summary>
    Restore,

    /// <summary>The clock jumped by more than 30 days between two starts.</summary>
    Clock,

    /// <summary>No keyring that anything may be sealed to today.</summary>
    Keyring,
}
