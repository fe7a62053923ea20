using System.Diagnostics.CodeAnalysis;

namespace SecureDrop.Formats.Testimonies;

/// <summary>
/// testimony.json, the first file of the archive. Only the account is asked for; it never asks for a name, a phone or a device. Everything in
/// it comes from a stranger.
/// </summary>
public sealed record Testimony
{
    public const int CurrentFormat = 1;
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

    public byte[] Write() => throw new NotImplementedException();

    public static bool TryRead(ReadOnlySpan<byte> octets, [NotNullWhen(true)] out Testimony? testimony, out TestimonyFault fault) => throw new NotImplementedException();
}
