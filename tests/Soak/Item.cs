using SecureDrop.Formats;

namespace SecureDrop.Soak;

/// <summary>What a receipt can say, least advanced first.</summary>
internal enum Said { Unknown, Waiting, TakenOut, Opened }

/// <summary>One ciphertext that was made here, and all that has been heard of it. Guarded by the <see cref="History"/> it belongs to.</summary>
/// <param name="Hash">SHA-256 of the ciphertext.</param>
/// <param name="File">Where its octets lie, to send them again.</param>
/// <param name="Account">The account of the testimony it is a part of, which is one of its kind.</param>
/// <param name="Part">From 1.</param>
/// <param name="Parts">How many there are.</param>
/// <param name="SealedOn">The clock's day.</param>
internal sealed record Item(Sha256Hash Hash, string File, string Account, int Part, int Parts, DateOnly SealedOn)
{
    public string Receipt { get; } = $"{Formats.Receipt.Of(Hash)}";

    public long Octets { get; } = new FileInfo(File).Length;

    /// <summary>How often it was begun to be sent.</summary>
    public int Tries { get; set; }

    /// <summary>A receipt was given for it, or a courier was told that it is in.</summary>
    public bool Answered { get; set; }

    /// <summary>On its way by another program: the crowd leaves it alone.</summary>
    public bool ByHand { get; set; }

    /// <summary>Nothing less may be said of it.</summary>
    public Said AtLeast { get; set; }

    /// <summary>Nothing more may be said of it.</summary>
    public Said AtMost { get; set; } = Said.Waiting;

    /// <summary>From the ledger; 0 before.</summary>
    public int Entry { get; set; }

    /// <summary>Purged by force: not known any more, until it is sent again.</summary>
    public bool Forced { get; set; }

    /// <summary>Lines `stored` of it that the ledger has; each but the first needs a purge by force before.</summary>
    public int StoredLines { get; set; }

    public int TimesForced { get; set; }

    /// <summary>Answers that said it was new; each but the first needs a purge by force before.</summary>
    public int NewAnswers { get; set; }

    /// <summary>The holder's acknowledgement, as far as the gateway has surely taken one.</summary>
    public bool OpenedByHolder { get; set; }

    /// <summary>The same, when it may have.</summary>
    public bool MayBeOpenedByHolder { get; set; }

    public bool Purged { get; set; }
    public bool MayBePurged { get; set; }

    /// <summary>By what it is, not by what has been heard of it.</summary>
    public bool Equals(Item? other) => other is not null && other.Hash == Hash;

    public override int GetHashCode() => Hash.GetHashCode();
}
