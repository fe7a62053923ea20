namespace SecureDrop.Storage.Engine;

/// <summary>The engine's collections. All are made before the vault opens: making one under load can close the engine.</summary>
internal static class Collections
{
    /// <summary>`_id` 16 random octets, `sealed`.</summary>
    public const string Ring = "ring";

    /// <summary>One document: `_id` 1, `wrapped` (<see cref="Storage.Records.VaultState"/>).</summary>
    public const string State = "state";

    /// <summary>`_id` counts from 1, `wrapped` (<see cref="Storage.Records.Sheet"/>).</summary>
    public const string Records = "records";

    /// <summary>`_id` counts from 1, `wrapped`: a stretch of one ciphertext.</summary>
    public const string Blocks = "blocks";

    /// <summary>`_id` the line's number, `wrapped`: the head after it and the line.</summary>
    public const string Ledger = "ledger";

    /// <summary>`_id` the number of a finished bundle, `wrapped`.</summary>
    public const string Bundles = "bundles";

    /// <summary>`_id` 1, `wrapped`: the signed frame in force. `_id` 2, `wrapped`: what the operator says about the offline kit made with it.</summary>
    public const string Keyring = "keyring";

    public static readonly IReadOnlyList<string> All = [Ring, State, Records, Blocks, Ledger, Bundles, Keyring];

    public const string Id = "_id", Wrapped = "wrapped", Sealed = "sealed";
}
