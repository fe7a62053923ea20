using System.Text;
using SecureDrop.Formats.Bags;
using SecureDrop.Reviewer.Cases;

namespace SecureDrop.Reviewer.Evidence;

/// <summary>README.txt of a bag: the embedded text with what this bag holds. Its lines indented by four blanks are commands, and a test runs them as they stand.</summary>
internal static class EvidenceReadMe
{
    /// <summary>More names would bury the text; all of them are in data/cases.</summary>
    private const int MostNamed = 20;

    private const string WithSessionKeys = """
        - session-keys.txt: the session keys of exactly the messages of these cases.
          Whoever has one reads that message wherever a copy of its ciphertext is
          kept, and no other message.

        """;

    public static byte[] Of(EvidenceInfo info, IReadOnlyList<CaseRecord> cases)
    {
        var named = string.Join(", ", cases.Take(MostNamed).Select(record => record.Name)) + (cases.Count > MostNamed ? $" and {cases.Count - MostNamed} more" : "");
        using var stream = typeof(EvidenceReadMe).Assembly.GetManifestResourceStream("evidence/README.txt") ?? throw new InvalidOperationException("The program lacks its README.txt.");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return Encoding.UTF8.GetBytes(reader.ReadToEnd()
            .Replace("{cases}", $"{(cases.Count == 1 ? "case" : $"{cases.Count} cases:")} {named}", StringComparison.Ordinal)
            .Replace("{day}", $"{info.Date:yyyy-MM-dd}", StringComparison.Ordinal)
            .Replace("{program}", info.Program, StringComparison.Ordinal)
            .Replace("{root}", $"{info.Root}", StringComparison.Ordinal)
            .Replace("{session}\n", info.HasSessionKeys ? WithSessionKeys : "", StringComparison.Ordinal));
    }
}
