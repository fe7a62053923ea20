using System.Text;
using CsCheck;
using SecureDrop.Formats.Testimonies;

namespace SecureDrop.Tests.Formats.Testimonies;

public sealed class TestimonyTests
{
    private const string Good = """{"format":1,"account":"شهادة","tarOctets":3072,"parts":1,"files":[]}""";
    private const string File = """{"name":"a","size":1,"sha256":"5555555555555555555555555555555555555555555555555555555555555555"}""";

    [Theory]
    [InlineData(Good)]
    [InlineData("""{"format":1,"language":"ckb","account":"a","when":"spring 2024","where":"حلب","consent":{"court":true,"publication":false},"safety":"\"\\/\b\f\n\r\t\u0000\u001f \u007f","tarOctets":0,"parts":0,"files":[]}""")]
    [InlineData("""{"format":1,"account":"","consent":{},"tarOctets":4294967296,"parts":99999,"files":[]}""")]
    [InlineData("""{"format":1,"account":"🕊<>&'+\u001b","tarOctets":0,"parts":0,"files":[""" + File + "]}")]
    public void A_testimony_is_read_and_written_again_to_the_same_octets(string json)
    {
        json = json.Replace("\\u007f", "\u007f", StringComparison.Ordinal);
        Assert.Null(Read(json, out var testimony));
        Assert.Equal(json, Encoding.UTF8.GetString(testimony?.Write() ?? []));
    }

    [Theory]
    [InlineData("", TestimonyFault.Malformed)]
    [InlineData("null", TestimonyFault.Malformed)]
    [InlineData("[]", TestimonyFault.Malformed)]
    [InlineData("\uFEFF" + Good, TestimonyFault.Malformed)]
    [InlineData(Good + "{}", TestimonyFault.Malformed)]
    [InlineData("""{"format":1,"account":"a","tarOctets":0,"parts":0}""", TestimonyFault.Malformed)]
    [InlineData("""{"format":1,"account":null,"tarOctets":0,"parts":0,"files":[]}""", TestimonyFault.Malformed)]
    [InlineData("""{"format":1,"account":1,"tarOctets":0,"parts":0,"files":[]}""", TestimonyFault.Malformed)]
    [InlineData("""{"format":1,"account":"\ud800","tarOctets":0,"parts":0,"files":[]}""", TestimonyFault.Malformed)]
    [InlineData("""{"format":1,"account":"a","account":"b","tarOctets":0,"parts":0,"files":[]}""", TestimonyFault.Malformed)]
    [InlineData("""{"format":1,"account":"a","phone":"1","tarOctets":0,"parts":0,"files":[]}""", TestimonyFault.Malformed)]
    [InlineData("""{"format":1,"account":"a","tarOctets":0,"parts":0,"files":[null]}""", TestimonyFault.Malformed)]
    [InlineData("""{"format":1,"account":"a","tarOctets":0,"parts":0,"files":[{"name":"a","size":1,"sha256":"55"}]}""", TestimonyFault.Malformed)]
    [InlineData("""{"format":1,"account":"a","tarOctets":0.5,"parts":0,"files":[]}""", TestimonyFault.Malformed)]
    [InlineData("""{"format":1,"account":"a","tarOctets":99999999999999999999,"parts":0,"files":[]}""", TestimonyFault.Malformed)]
    [InlineData("""{"format":2,"account":"a","tarOctets":0,"parts":0,"files":[]}""", TestimonyFault.FormatNewer)]
    [InlineData("""{"format":1,"language":"a r","account":"a","tarOctets":0,"parts":0,"files":[]}""", TestimonyFault.LanguageMalformed)]
    [InlineData("""{"format":1,"account":"a","tarOctets":-1,"parts":0,"files":[]}""", TestimonyFault.SizeOutOfRange)]
    [InlineData("""{"format":1,"account":"a","tarOctets":0,"parts":100000,"files":[]}""", TestimonyFault.TooManyParts)]
    [InlineData("""{"format":1,"account":"a","tarOctets":0,"parts":0,"files":[""" + File + "," + File + "]}", TestimonyFault.FileNameRefused)]
    [InlineData("""{"account":"a","format":1,"tarOctets":0,"parts":0,"files":[]}""", TestimonyFault.NotCanonical)]
    [InlineData("""{"format":1, "account":"a","tarOctets":0,"parts":0,"files":[]}""", TestimonyFault.NotCanonical)]
    [InlineData("""{"format":1,"account":"\u0061","tarOctets":0,"parts":0,"files":[]}""", TestimonyFault.NotCanonical)]
    [InlineData("""{"format":1,"account":"a","tarOctets":0,"parts":1e0,"files":[]}""", TestimonyFault.Malformed)]
    [InlineData("""{"format":1,"account":"a","safety":null,"tarOctets":0,"parts":0,"files":[]}""", TestimonyFault.NotCanonical)]
    public void Anything_else_is_refused_by_name(string json, TestimonyFault expected) => Assert.Equal(expected, Read(json, out _));

    [Fact]
    public void A_testimony_over_one_part_is_refused_before_it_is_read() =>
        Assert.Equal(TestimonyFault.HeadTooLarge, Read(new string(' ', Buckets.Largest + 1), out _));

    [NeedsFact("node")]
    public void A_browser_writes_the_same_octets()
    {
        var all = string.Concat(Enumerable.Range(0, 0x10000).Where(c => c is < 0xD800 or > 0xDFFF).Select(c => (char)c)) + "🕊\U0010FFFF";
        var archive = Sample.Plan(new Account(all, "ar", "when", "where", new Consent(true, null, false), "safety"), [Sample.File("صورة\u2028.jpg", "x")]);
        using var folder = new TempFolder();
        folder.Write("ours", archive.Testimony.Write());
        folder.Run("node -e \"const fs=require('fs');fs.writeFileSync('theirs',JSON.stringify(JSON.parse(fs.readFileSync('ours','utf8'))))\"");
        Assert.Equal(folder.Read("theirs"), archive.Testimony.Write());

        // Control: .NET's own encoder, however relaxed, writes other octets.
        var relaxed = System.Text.Json.JsonEncodedText.Encode(all, System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping);
        folder.Write("ours", [.. "\""u8, .. relaxed.EncodedUtf8Bytes, .. "\""u8]);
        folder.Run("node -e \"const fs=require('fs');fs.writeFileSync('theirs',JSON.stringify(JSON.parse(fs.readFileSync('ours','utf8'))))\"");
        Assert.NotEqual(folder.Read("theirs"), folder.Read("ours"));
    }

    [Fact]
    public void Changed_octets_never_throw_and_have_one_form()
    {
        var good = Encoding.UTF8.GetBytes("""{"format":1,"account":"a","consent":{"court":true},"tarOctets":0,"parts":0,"files":[""" + File + "]}");
        Gen.Select(Gen.Int[0, good.Length], Gen.Int[0, 3], Gen.Byte.Array[0, 3]).Sample(
            (at, cut, piece) =>
            {
                byte[] changed = [.. good[..at], .. piece, .. good[Math.Min(good.Length, at + cut)..]];
                if (Testimony.TryRead(changed, out var testimony, out _)) Assert.Equal(changed, testimony.Write());
            },
            iter: Rounds.Of(5_000));
    }

    private static TestimonyFault? Read(string json, out Testimony? testimony) =>
        Testimony.TryRead(Encoding.UTF8.GetBytes(json), out testimony, out var fault) ? null : fault;
}
