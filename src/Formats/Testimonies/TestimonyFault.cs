namespace SecureDrop.Formats.Testimonies;

/// <summary>Why a testimony.json is not read, or a testimony not written: one meaning a line.</summary>
public enum TestimonyFault
{
    /// <summary>A format that this program does not read yet: judged before all else.</summary>
    FormatNewer,

    /// <summary>testimony.json and message.txt do not fit in the first part.</summary>
    HeadTooLarge,

    /// <summary>Not JSON, a member unknown, missing or twice, or a value of another kind.</summary>
    Malformed,
    LanguageMalformed,
    AccountTooLarge,
    FieldTooLarge,
    TooManyFiles,

    /// <summary>A file name that is empty, too long, holds a slash or NUL, is `.` or `..`, or stands twice.</summary>
    FileNameRefused,
    SizeOutOfRange,

    /// <summary>More parts than a part's name can count, or an archive over its limit.</summary>
    TooManyParts,

    /// <summary>Not the octets we would write for the same testimony.</summary>
    NotCanonical,
}
