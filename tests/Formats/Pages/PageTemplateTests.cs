using System.Text;
using System.Text.Json;
using SecureDrop.Formats;
using SecureDrop.Formats.Pages;
using SecureDrop.Formats.Texts;

namespace SecureDrop.Tests.Formats.Pages;

public sealed class PageTemplateTests
{
    private static readonly byte[] Frame = File.ReadAllBytes(Path.Combine(Vector.Root(), "keys-example", "keyring.asc"));

    private static readonly Fingerprint Root = RootOf(Frame);

    private static Fingerprint RootOf(byte[] frame)
    {
        Assert.True(SignedText.TryRead(frame, out var text, out _));
        Assert.True(Keyring.TryRead(text.Text.Span, out var keyring, out _));
        return keyring.Root;
    }

    [Fact]
    public void The_marked_place_then_holds_root_and_keyring_and_nothing_else_has_changed()
    {
        var page = Encoding.UTF8.GetString(PageTemplate.Fill("before \"@@SECUREDROP-KEYRING@@\" بعد"u8, Root, Frame));
        Assert.StartsWith("before \"", page, StringComparison.Ordinal);
        Assert.EndsWith("\" بعد", page, StringComparison.Ordinal);
        Assert.Equal($"{Root}\n{Encoding.UTF8.GetString(Frame)}", JsonSerializer.Deserialize<string>(page["before ".Length..^" بعد".Length]));
        Assert.DoesNotContain('<', page);
    }

    [Theory]
    [InlineData("no mark")]
    [InlineData("")]
    [InlineData("@@SECUREDROP-KEYRING@@")]
    [InlineData("\"@@SECUREDROP-KEYRING@@\" \"@@SECUREDROP-KEYRING@@\"")]
    [InlineData("\"@@SECUREDROP-KEYRING@@\" @@SECUREDROP-KEYRING@@")]
    [InlineData("@@SECUREDROP-KEYRING@@ \"@@SECUREDROP-KEYRING@@\"")]
    [InlineData("`@@SECUREDROP-KEYRING@@`")]
    public void A_template_without_exactly_one_place_is_refused(string template) =>
        Assert.Throws<InvalidDataException>(() => PageTemplate.Fill(Encoding.UTF8.GetBytes(template), Root, Frame));

    [Fact]
    public void A_keyring_of_another_root_or_a_changed_frame_is_refused()
    {
        var template = "\"@@SECUREDROP-KEYRING@@\"";
        Assert.Throws<InvalidDataException>(() => PageTemplate.Fill(Encoding.UTF8.GetBytes(template), new Fingerprint(new byte[Fingerprint.Size]), Frame));
        Assert.Throws<InvalidDataException>(() => PageTemplate.Fill(Encoding.UTF8.GetBytes(template), Root, [.. Frame, (byte)'\n']));
    }
}
