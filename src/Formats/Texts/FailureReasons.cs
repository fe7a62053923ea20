namespace SecureDrop.Formats.Texts;

public static class FailureReasons
{
    private static readonly string[] Words =
    [
        "altered", "no-integrity", "wrong-key", "secret-key-missing", "secret-key-destroyed", "unsupported",
        "too-nested", "too-large", "not-openpgp", "archive-refused", "hash-mismatch", NewerFormat.Code,
    ];

    /// <summary>The written word, in the order of <see cref="FailureReason"/>.</summary>
    public static string Word(this FailureReason reason) => Words[(int)reason];

    public static bool TryParse(string word, out FailureReason reason)
    {
        var index = Array.IndexOf(Words, word);
        reason = (FailureReason)Math.Max(index, 0);
        return index >= 0;
    }
}
