using System.Diagnostics.CodeAnalysis;
using SecureDrop.Formats;
using SecureDrop.Formats.Texts;
using SecureDrop.Reviewer.Bundles;

namespace SecureDrop.Fuzzing.Readers;

/// <summary>Our strict texts: what is accepted is written again with the same octets, and can be used.</summary>
internal static class TextReading
{
    public delegate bool TryRead<T>(ReadOnlySpan<byte> octets, [NotNullWhen(true)] out T? value, [NotNullWhen(false)] out TextRefusal? refusal);

    public static Func<byte[], int, string> Of<T>(TryRead<T> tryRead, Func<T, byte[]> write, Func<T, string>? use = null) => (octets, _) =>
    {
        if (!tryRead(octets, out var value, out var refusal)) return $"{refusal.Fault} {refusal.Line}";
        BrokenPromiseException.Unless(write(value).AsSpan().SequenceEqual(octets), "written again it is another text");
        return $"accept {use?.Invoke(value)}".TrimEnd();
    };

    /// <summary>What a gateway and a source ask of a keyring.</summary>
    public static string UseKeyring(Keyring keyring)
    {
        var subkeys = keyring.SealingSubkeys(keyring.Issued);
        foreach (var line in keyring.Keys) keyring.Judge(line.Subkey?.KeyId ?? new KeyId(0), keyring.Issued);
        return $"{keyring.Accepts(keyring.Issued)} {subkeys.Count} {keyring.Operators(keyring.Issued).Count} {keyring.Holders.Count}";
    }

    /// <summary>A ledger from its start is judged by the reviewer's rules too.</summary>
    public static string JudgeLedger(LedgerText ledger)
    {
        if (ledger.After.Number > 0) return $"{ledger.Head.Number}";
        var refusals = LedgerRules.Judge(ledger);
        return $"{ledger.Head.Number} {(refusals.Count == 0 ? "kept" : refusals[0].Fault)}";
    }
}
