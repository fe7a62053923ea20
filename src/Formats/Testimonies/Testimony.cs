using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Json;

namespace SecureDrop.Formats.Testimonies;

/// <summary>
/// testimony.json, the first file of the archive. Only the account is asked for; it never asks for a name, a phone or a device. Everything in
/// it comes from a stranger.
/// </summary>
public sealed record Testimony
{
    public const int CurrentFormat = 1;

    /// <summary>Where its version stands: the first member.</summary>
    public static FormatVersion Version { get; } = new("testimony", "{\"format\":", CurrentFormat, After: ",}");

    public const int MaximumAccountOctets = 1 << 20;
    public const int MaximumFieldOctets = 16 << 10;
    public const int MaximumFiles = 9_000;

    /// <summary>Longest name of an attachment, in UTF-8 octets.</summary>
    public const int MaximumNameOctets = 1024;

    public required int Format { get; init; }

    /// <summary>A BCP 47 tag such as ar or ckb.</summary>
    public string? Language { get; init; }

    /// <summary>What the source tells, freely; at most 1 MiB of UTF-8.</summary>
    public required string Account { get; init; }

    /// <summary>At the precision the source chooses.</summary>
    public string? When { get; init; }
    public string? Where { get; init; }
    public Consent? Consent { get; init; }

    /// <summary>Wishes about safety.</summary>
    public string? Safety { get; init; }

    /// <summary>Octets of the archive up to and with its two closing blocks, without the zeros to the end of the last part.</summary>
    public required long TarOctets { get; init; }

    /// <summary>Number of parts, padding included.</summary>
    public required int Parts { get; init; }
    public required IReadOnlyList<TestimonyFile> Files { get; init; }

    /// <summary>The one written form: the octets that JSON.stringify gives for these members in this order.</summary>
    public byte[] Write() => JsonSerializer.SerializeToUtf8Bytes(this, TestimonyJson.Default.Testimony);

    /// <summary>Reads what <see cref="Write"/> writes and only that; at most one part's octets.</summary>
    public static bool TryRead(ReadOnlySpan<byte> octets, [NotNullWhen(true)] out Testimony? testimony, out TestimonyFault fault)
    {
        testimony = null;
        fault = TestimonyFault.FormatNewer;
        if (Version.Newer(octets) is not null) return false;
        fault = TestimonyFault.HeadTooLarge;
        if (octets.Length > Buckets.Largest) return false;
        fault = TestimonyFault.Malformed;
        try
        {
            testimony = JsonSerializer.Deserialize(octets, TestimonyJson.Default.Testimony);
        }
        catch (JsonException)
        {
            return false;
        }

        if (testimony is null) return false;
        fault = testimony.Judge() ?? TestimonyFault.NotCanonical;
        if (fault == TestimonyFault.NotCanonical && octets.SequenceEqual(testimony.Write())) return true;
        testimony = null;
        return false;
    }

    /// <summary>Null when every member keeps to its limits.</summary>
    internal TestimonyFault? Judge()
    {
        if (Format != CurrentFormat) return Format > CurrentFormat ? TestimonyFault.FormatNewer : TestimonyFault.Malformed;
        if (Language is { } tag && (tag.Length is < 2 or > 35 || tag.Any(c => !char.IsAsciiLetterOrDigit(c) && c != '-'))) return TestimonyFault.LanguageMalformed;
        if (!JsonText.IsWellFormed(Account)) return TestimonyFault.Malformed;
        if (Encoding.UTF8.GetByteCount(Account) > MaximumAccountOctets) return TestimonyFault.AccountTooLarge;
        foreach (var field in new[] { When, Where, Safety })
        {
            if (field is null) continue;
            if (!JsonText.IsWellFormed(field)) return TestimonyFault.Malformed;
            if (Encoding.UTF8.GetByteCount(field) > MaximumFieldOctets) return TestimonyFault.FieldTooLarge;
        }

        if (TarOctets is < 0 or > TestimonyArchive.MaximumOctets) return TestimonyFault.SizeOutOfRange;
        if (Parts is < 0 or > PartName.MaximumCount) return TestimonyFault.TooManyParts;
        if (Files.Count > MaximumFiles) return TestimonyFault.TooManyFiles;
        // An array of JSON may hold null whatever the declared type says.
        if (Files.Any(file => file is null)) return TestimonyFault.Malformed;
        if (!Files.All(file => IsFileName(file.Name)) || Files.DistinctBy(file => file.Name).Count() != Files.Count) return TestimonyFault.FileNameRefused;
        return Files.All(file => file.Size is >= 0 and <= TestimonyArchive.MaximumOctets) ? null : TestimonyFault.SizeOutOfRange;
    }

    private static bool IsFileName(string name) =>
        name is not ("" or "." or "..") && !name.AsSpan().ContainsAny('/', '\0') && JsonText.IsWellFormed(name)
        && Encoding.UTF8.GetByteCount(name) <= MaximumNameOctets;
}
