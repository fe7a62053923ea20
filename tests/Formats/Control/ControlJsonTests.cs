using System.Text.Json;
using SecureDrop.Formats.Control;

namespace SecureDrop.Tests.Formats.Control;

public sealed class ControlJsonTests
{
    [Fact]
    public void An_operator_reads_what_the_gateway_writes()
    {
        var plan = new ExportPlan(3, new string('a', 32), ["te", "xt\n"], [new ExportItem(1, new string('b', 64), 5, true)], null, 2, new DateOnly(2026, 11, 23));
        var json = JsonSerializer.Serialize(plan, ControlJson.Default.ExportPlan);
        Assert.Contains("\"day\":\"2026-11-23\"", json, StringComparison.Ordinal);
        var read = JsonSerializer.Deserialize(json, ControlJson.Default.ExportPlan);
        Assert.Equivalent(plan, read, strict: true);
    }

    [Theory]
    [InlineData("""{"bundle":1,"tagManifestSha256":"a","headNumber":2,"head":"b"}""", true)]
    [InlineData("""{"bundle":1,"tagManifestSha256":"a","headNumber":2}""", false)]
    [InlineData("""{"bundle":1,"tagManifestSha256":null,"headNumber":2,"head":"b"}""", false)]
    [InlineData("""{"bundle":1,"tagManifestSha256":"a","headNumber":2,"head":"b","more":1}""", false)]
    [InlineData("""{"bundle":1,"bundle":2,"tagManifestSha256":"a","headNumber":2,"head":"b"}""", false)]
    public void A_request_lacks_nothing_and_has_nothing_more(string json, bool read)
    {
        if (read) Assert.NotNull(JsonSerializer.Deserialize(json, ControlJson.Default.ExportDone));
        else Assert.Throws<JsonException>(() => JsonSerializer.Deserialize(json, ControlJson.Default.ExportDone));
    }
}
