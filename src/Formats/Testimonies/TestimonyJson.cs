using System.Text.Json.Serialization;

namespace SecureDrop.Formats.Testimonies;

/// <summary>JSON of testimony.json by source generation: no reflection, so it survives AOT.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow, AllowDuplicateProperties = false, RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true, MaxDepth = 4, Converters = [typeof(JsonText), typeof(JsonHash)])]
[JsonSerializable(typeof(Testimony))]
internal sealed partial class TestimonyJson : JsonSerializerContext;
