namespace SecureDrop.Formats.Testimonies;

/// <summary>Why an archive is not read further: one meaning a line.</summary>
public enum TarFault
{
    /// <summary>The octets end before the archive does: parts are missing.</summary>
    Truncated,
    NotATar,
    Link,
    Device,
    Directory,

    /// <summary>Any other kind of member, or a pax record other than one path.</summary>
    KindUnknown,

    /// <summary>Empty, absolute, climbing, with an empty or dot segment, with NUL, not UTF-8, or too long.</summary>
    PathRefused,

    /// <summary>A member says it is longer than the archive may be.</summary>
    TooLarge,
    TooManyMembers,

    /// <summary>Not the header we would write for that path and size.</summary>
    NotCanonical,

    /// <summary>Something other than zeros after the end.</summary>
    TrailingOctets,
}
