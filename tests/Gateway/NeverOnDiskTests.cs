using System.Text;

namespace SecureDrop.Gateway.Tests;

/// <summary>
/// "Never on disk": not an octet of what was refused lies in the data directory or the temporary directory, during or after. The control
/// shows that the search would find it.
/// </summary>
[Collection(nameof(Alone))]
public sealed class NeverOnDiskTests : IAsyncLifetime
{
    private const string Secret = "Layla-Haddad-+963-944-555-0100-saw-it";
    private const string Boundary = "----WebKitFormBoundaryABCDEFGH";

    private readonly DirectoryInfo _temporary = new(Path.GetTempPath());
    private TestGateway? _gateway;

    private TestGateway Gateway => _gateway ?? throw new InvalidOperationException("Not started.");

    public async Task InitializeAsync() => _gateway = await TestGateway.StartAsync();

    public async Task DisposeAsync() => await Gateway.DisposeAsync();

    public static TheoryData<string, int, string> Refused => new()
    {
        { "row 2: plain text", 422, "not_openpgp" },
        { "row 3: a literal packet in the clear", 422, "not_encrypted" },
        { "row 17: readable octets in a SEIPD", 422, "ciphertext_not_random" },
        { "row 19: text before armor", 422, "plaintext_outside_armor" },
        { "row 19: text behind armor", 422, "plaintext_outside_armor" },
        { "row 22: a private key block", 422, "armor_type_wrong" },
        { "row 22: a signed text", 422, "armor_type_wrong" },
        { "row 31: a second field", 400, "bad_form" },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task What_is_refused_touches_no_disk(string what, int status, string code)
    {
        var (body, type) = Make(what);
        using var watched = new WrittenFiles(_temporary, Gateway.Data, Secret);
        var reply = await Gateway.PostAsync(body, type);
        Assert.Equal((status, code), (reply.Status, reply.Code));
        Assert.Empty(watched.WithSecret());
        Assert.DoesNotContain(Secret, Gateway.Log, StringComparison.Ordinal);
    }

    [Fact] // row 20
    public async Task The_headers_of_accepted_armor_touch_no_disk()
    {
        var armor = Encoding.ASCII.GetString(TestMessage.Armored(TestMessage.Sealed()))
            .Replace("MESSAGE-----\n\n", $"MESSAGE-----\nComment: {Secret}\n\n", StringComparison.Ordinal);
        using var watched = new WrittenFiles(_temporary, Gateway.Data, Secret);
        Assert.Equal(201, (await Gateway.PostAsync(Encoding.ASCII.GetBytes(armor), "text/plain")).Status);
        Assert.Empty(watched.WithSecret());
    }

    [Fact] // row 31
    public async Task The_name_of_an_accepted_file_touches_no_disk()
    {
        using var watched = new WrittenFiles(_temporary, Gateway.Data, Secret);
        var reply = await Gateway.PostAsync(Field("file", TestMessage.Sealed(), $"; filename=\"{Secret}.gpg\""), $"multipart/form-data; boundary={Boundary}");
        Assert.Equal(201, reply.Status);
        Assert.Empty(watched.WithSecret());
    }

    [Fact] // the control
    public void What_does_touch_a_disk_is_found()
    {
        using var watched = new WrittenFiles(_temporary, Gateway.Data, Secret);
        var files = new[] { Path.Combine(Gateway.Data, "left-over"), Path.Combine(_temporary.FullName, $"ASPNETCORE_{Guid.NewGuid()}.tmp") };
        foreach (var file in files) File.WriteAllText(file, $"…{Secret}…");
        Assert.Equal(files.Order(), watched.WithSecret().Order());
        foreach (var file in files) File.Delete(file);
    }

    private static (byte[] Body, string Type) Make(string what)
    {
        const string binary = "application/octet-stream";
        var text = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat(Secret, 4000)));
        var armored = TestMessage.Armored(TestMessage.Sealed());
        return what switch
        {
            "row 2: plain text" => (text, binary),
            "row 3: a literal packet in the clear" =>
                ([.. TestMessage.Pkesk(TestKeyring.Live), .. TestMessage.Packet(11, [(byte)'b', 0, 0, 0, 0, 0, .. text])], binary),
            "row 17: readable octets in a SEIPD" => ([.. TestMessage.Pkesk(TestKeyring.Live), .. TestMessage.Seipd(text)], binary),
            "row 19: text before armor" => ([.. text, (byte)'\n', .. armored], "text/plain"),
            "row 19: text behind armor" => ([.. armored, .. text], "text/plain"),
            "row 22: a private key block" => (Encoding.ASCII.GetBytes($"-----BEGIN PGP PRIVATE KEY BLOCK-----\n\n{Secret}\n"), "text/plain"),
            "row 22: a signed text" => (Encoding.ASCII.GetBytes($"-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA512\n\n{Secret}\n"), "text/plain"),
            _ => ([.. Field("file", TestMessage.Sealed(), "; filename=\"a\"")[..^(Boundary.Length + 6)], .. Field("name", text)], $"multipart/form-data; boundary={Boundary}"),
        };
    }

    private static byte[] Field(string name, byte[] content, string more = "") =>
    [
        .. Encoding.ASCII.GetBytes($"--{Boundary}\r\nContent-Disposition: form-data; name=\"{name}\"{more}\r\n\r\n"), .. content,
        .. Encoding.ASCII.GetBytes($"\r\n--{Boundary}--\r\n"),
    ];
}
