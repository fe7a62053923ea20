using System.Text;

namespace SecureDrop.Gateway.Tests;

/// <summary>REFUSALS.md row 31, and what a browser without JavaScript does right.</summary>
public sealed class FormTests(SharedGateway shared) : IClassFixture<SharedGateway>
{
    private const string Boundary = "----WebKitFormBoundaryABCDEFGH";
    private readonly TestGateway _gateway = shared.Gateway;

    private static byte[] Part(string name, byte[] content, string? file = null) =>
    [
        .. Encoding.UTF8.GetBytes($"--{Boundary}\r\nContent-Disposition: form-data; name=\"{name}\"{(file is null ? "" : $"; filename=\"{file}\"")}\r\n\r\n"),
        .. content, .. "\r\n"u8,
    ];

    private static byte[] End => Encoding.ASCII.GetBytes($"--{Boundary}--\r\n");

    private Task<Reply> PostAsync(params byte[][] parts) => _gateway.PostAsync([.. parts.SelectMany(part => part)], $"multipart/form-data; boundary={Boundary}");

    private async Task BadFormAsync(params byte[][] parts)
    {
        var reply = await PostAsync(parts);
        Assert.Equal((400, "bad_form"), (reply.Status, reply.Code));
    }

    [Fact]
    public async Task A_browser_sends_a_file_or_pasted_text()
    {
        Assert.Equal(201, (await PostAsync(Part("file", TestMessage.Sealed(), "holiday.gpg"), End)).Status);
        var armored = Encoding.ASCII.GetString(TestMessage.Armored(TestMessage.Sealed())).Replace("\n", "\r\n", StringComparison.Ordinal);
        Assert.Equal(201, (await PostAsync(Part("text", Encoding.ASCII.GetBytes(armored)), End)).Status);
    }

    [Fact]
    public async Task A_refusal_inside_a_form_keeps_its_name()
    {
        var reply = await PostAsync(Part("file", "They came at night."u8.ToArray(), "account.docx"), End);
        Assert.Equal((422, "not_openpgp"), (reply.Status, reply.Code));
    }

    [Fact]
    public Task A_form_with_no_field_is_refused() => BadFormAsync(End);

    [Fact]
    public Task A_form_with_another_field_is_refused() => BadFormAsync(Part("name", "Layla"u8.ToArray()), End);

    [Fact]
    public Task A_form_with_two_files_is_refused() => BadFormAsync(Part("file", TestMessage.Sealed(), "1"), Part("file", TestMessage.Sealed(), "2"), End);

    [Fact]
    public Task A_form_with_a_file_and_text_is_refused() => BadFormAsync(Part("file", TestMessage.Sealed(), "1"), Part("text", "see the file"u8.ToArray()), End);

    [Fact]
    public Task A_form_with_ten_megabytes_of_field_name_is_refused() => BadFormAsync(Part(new string('a', 10_000_000), TestMessage.Sealed()), End);

    [Fact]
    public Task A_form_without_its_end_is_refused() => BadFormAsync(Part("file", TestMessage.Sealed(), "1"));

    [Theory]
    [InlineData("multipart/form-data")]
    [InlineData("multipart/form-data; boundary=\"\"")]
    [InlineData("multipart/form-data; boundary=aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")]
    public async Task A_form_without_a_usable_boundary_is_refused(string type)
    {
        var reply = await _gateway.PostAsync([.. Part("file", TestMessage.Sealed()), .. End], type);
        Assert.Equal((400, "bad_form"), (reply.Status, reply.Code));
    }
}
