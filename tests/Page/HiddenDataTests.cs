using System.Text;
using System.Text.Json;

namespace SecureDrop.Page.Tests;

/// <summary>What a picture carries besides its pixels is dropped; its image octets stay as they are.</summary>
public sealed class HiddenDataTests
{
    private static readonly IReadOnlyList<Vector> Pictures = Vector.In("pictures");
    private static readonly string[] Secrets = ["Sentinel", "Aleppo", "Pocket", "SN-4411", "2024"];

    /// <summary>What exiftool may still say: of the file itself, the shape of the picture, and which way up it is.</summary>
    private static readonly string[] Harmless = ["ExifTool:", "System:", "File:", "Composite:ImageSize", "Composite:Megapixels", "JFIF:", "PNG:", "RIFF:", "IFD0:Orientation", "SourceFile"];

    internal static IEnumerable<(Vector Vector, byte[]? Cleaned)> Cleaned()
    {
        var said = NodeChecks.Run("clean", Pictures.Select(vector => Convert.ToBase64String(vector.Octets))).EnumerateArray().ToArray();
        foreach (var (vector, made) in Pictures.Zip(said))
        {
            Assert.Equal((vector.Name, vector.Expect.Split(' ')[^1]), (vector.Name, made.GetProperty("kind").GetString()));
            yield return (vector, made.GetProperty("octets").ValueKind == JsonValueKind.Null ? null : made.GetProperty("octets").GetBytesFromBase64());
        }
    }

    [NeedsFact("node")]
    public void Each_picture_is_cleaned_or_left_alone_as_its_header_says_and_no_secret_is_left()
    {
        foreach (var (vector, cleaned) in Cleaned())
        {
            Assert.True(vector.Expect.StartsWith("refuse", StringComparison.Ordinal) == (cleaned is null), vector.Name);
            if (cleaned is null) continue;
            var text = Encoding.Latin1.GetString(cleaned);
            Assert.All(Secrets, secret => Assert.False(text.Contains(secret, StringComparison.Ordinal), $"{vector.Name}: {secret}"));
            // Control: the secret was there.
            Assert.Contains(Secrets, secret => Encoding.Latin1.GetString(vector.Octets).Contains(secret, StringComparison.Ordinal));
        }
    }

    [NeedsFact("node", "exiftool")]
    public void Exiftool_finds_nothing_but_the_shape_of_a_cleaned_picture()
    {
        using var folder = new TempFolder();
        foreach (var (vector, cleaned) in Cleaned().Where(pair => pair.Cleaned is not null))
        {
            folder.Write($"{vector.Name}.{vector.Expect}", cleaned);
            if (vector.Name.EndsWith("everything", StringComparison.Ordinal)) folder.Write($"{vector.Name}.control", vector.Octets);
        }

        foreach (var picture in JsonDocument.Parse(folder.Run("exiftool -json -a -G1 -u -U -ee .")).RootElement.EnumerateArray())
        {
            var name = picture.GetProperty("SourceFile").GetString() ?? "";
            var telling = picture.EnumerateObject().Where(field => !Harmless.Any(start => field.Name.StartsWith(start, StringComparison.Ordinal))).Select(field => field.Name);
            if (name.EndsWith("control", StringComparison.Ordinal)) Assert.NotEmpty(telling);
            else Assert.True(!telling.Any(), $"{name}: {string.Join(", ", telling)}");
            Assert.False(picture.TryGetProperty("ExifTool:Error", out var error) || picture.TryGetProperty("ExifTool:Warning", out error), $"{name}: {error}");
            if (name.Contains("jpeg-everything", StringComparison.Ordinal)) Assert.StartsWith("Rotate 90", picture.GetProperty("IFD0:Orientation").GetString(), StringComparison.Ordinal);
        }
    }

    [NeedsFact("node")]
    public void A_hostile_picture_throws_nothing_and_a_cleaned_one_is_clean()
    {
        var pictures = Pictures.Where(vector => !vector.Expect.StartsWith("refuse", StringComparison.Ordinal)).Select(vector => Convert.ToBase64String(vector.Octets));
        var tried = NodeChecks.Run("hostile", new { pictures, rounds = Rounds.Of(150) });
        Assert.True(tried.GetProperty("cut").GetInt32() > 5_000 && tried.GetProperty("cleaned").GetInt32() > 500, $"{tried}");
        Assert.Equal(0, tried.GetProperty("unstable").GetInt32());
    }
}
