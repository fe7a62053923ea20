using System.Text.Json;
using System.Text.Json.Serialization;

namespace SecureDrop.Formats.Testimonies;

/// <summary>A SHA-256 as its 64 lower-case hexadecimal digits.</summary>
internal sealed class JsonHash : JsonConverter<Sha256Hash>
{
    public override Sha256Hash Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && Sha256Hash.TryParse(reader.GetString(), out var hash) ? hash : throw new JsonException();

    public override void Write(Utf8JsonWriter writer, Sha256Hash value, JsonSerializerOptions options) => writer.WriteStringValue($"{value}");
}
