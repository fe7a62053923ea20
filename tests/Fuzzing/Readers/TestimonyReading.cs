using SecureDrop.Formats.Testimonies;

namespace SecureDrop.Fuzzing.Readers;

/// <summary>testimony.json as the reviewer's program reads it.</summary>
internal static class TestimonyReading
{
    public static string Of(byte[] octets, int cuts)
    {
        if (!Testimony.TryRead(octets, out var testimony, out var fault)) return $"{fault}";
        BrokenPromiseException.Unless(testimony.Write().AsSpan().SequenceEqual(octets), "written again it is another testimony");
        return $"accept {testimony.Files.Count}";
    }
}
