using System.Net;
using System.Net.Http.Json;
using System.Net.NetworkInformation;
using SecureDrop.Formats.Control;

namespace SecureDrop.Gateway.Tests;

/// <summary>The control socket: for the operator alone, and the whole way from stored to purged.</summary>
public sealed class ControlTests
{
    [Fact]
    public void A_ledger_is_handed_out_in_pieces_that_give_it_back()
    {
        var text = System.Text.Encoding.UTF8.GetBytes("one\ntwo\nسبب\nfour\n");
        string[] cut = ["one\ntwo\n", "سبب\n", "four\n"];
        Assert.Equal(cut, Control.ExportEndpoints.Pieces(text, 9));
        Assert.Single(Control.ExportEndpoints.Pieces(text, 100));
    }

    [Fact]
    public async Task The_socket_is_its_owners_and_listens_on_nothing_else()
    {
        var before = Listening();
        await using var gateway = await TestGateway.StartAsync();
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(gateway.Data, "control.sock")));
        Assert.Contains(gateway.Running.Address.Port, Listening());
        var reply = await gateway.SendAsync(new HttpRequestMessage(HttpMethod.Get, "/status"));
        Assert.Equal("not_found", reply.Code);
        Assert.DoesNotContain(gateway.Running.Address.Port, before);
    }

    [Fact]
    public async Task A_socket_left_by_a_gateway_that_died_is_replaced()
    {
        await using var gateway = await TestGateway.StartAsync(settings =>
        {
            Directory.CreateDirectory(settings.Data);
            File.WriteAllText(settings.ControlSocket, "");
            return settings;
        });
        using var control = gateway.Control();
        Assert.Equal(HttpStatusCode.OK, (await control.GetAsync("/status")).StatusCode);
    }

    [Fact]
    public async Task An_entry_goes_from_stored_to_exported_to_opened_to_purged()
    {
        await using var gateway = await TestGateway.StartAsync();
        using var control = gateway.Control();
        var message = TestMessage.Sealed(70_000);
        var receipt = (await gateway.PostAsync(message)).Receipt ?? "";

        var plan = await PostAsync(control, "/export", new ExportRequest(null), ControlJson.Default.ExportRequest, ControlJson.Default.ExportPlan);
        Assert.Equal((1, 1), (plan.Bundle, plan.KeyringEpoch));
        var item = Assert.Single(plan.Items);
        Assert.Equal(message, await control.GetByteArrayAsync($"/items/{item.Entry}"));
        Assert.Equal("waiting", (await gateway.AskAsync(receipt)).State);

        Assert.True(Formats.Texts.LedgerText.TryRead(System.Text.Encoding.UTF8.GetBytes(string.Concat(plan.LedgerText)), out var ledger, out _));
        var done = new ExportDone(plan.Bundle, new string('a', 64), ledger.Head.Number, $"{ledger.Head.Head}");
        Assert.Equal(HttpStatusCode.OK, (await control.PostAsJsonAsync("/exported", done, ControlJson.Default.ExportDone)).StatusCode);
        Assert.Equal("taken out", (await gateway.AskAsync(receipt)).State);

        var acknowledge = new AcknowledgeRequest(
            $"{TestKeyring.Holder}", plan.LedgerId, plan.Bundle, ledger.Head.Number, $"{ledger.Head.Head}", [new AcknowledgeLine(item.Entry, "opened", null)]);
        var stranger = acknowledge with { Signer = $"{TestKeyring.Stranger}" };
        Assert.Equal(HttpStatusCode.Conflict, (await control.PostAsJsonAsync("/acknowledge", stranger, ControlJson.Default.AcknowledgeRequest)).StatusCode);
        var moved = await PostAsync(control, "/acknowledge", acknowledge, ControlJson.Default.AcknowledgeRequest, ControlJson.Default.AcknowledgeAnswer);
        Assert.Equal(new AcknowledgeAnswer(1, 0, 0), moved);
        Assert.Equal("opened", (await gateway.AskAsync(receipt)).State);

        var purged = await PostAsync(control, "/purge", new PurgeRequest([], null), ControlJson.Default.PurgeRequest, ControlJson.Default.PurgeAnswer);
        Assert.Equal(1, purged.Purged);
        Assert.Equal(HttpStatusCode.Conflict, (await control.GetAsync($"/items/{item.Entry}")).StatusCode);
        var again = await gateway.PostAsync(message);
        Assert.Equal((200, "opened"), (again.Status, again.State));
        var status = await control.GetFromJsonAsync("/status", ControlJson.Default.Status);
        Assert.Equal(("open", "Development", 1, 1), (status?.Intake, status?.Environment, status?.KeyringEpoch, status?.Purged));
    }

    [Fact] // row 10a
    public async Task A_courier_brings_what_was_sealed_in_time_until_its_secret_key_is_gone()
    {
        await using var gateway = await TestGateway.StartAsync(settings => settings with { Open = false });
        using var control = gateway.Control();
        async Task<(HttpStatusCode, string)> ImportAsync(byte[] message)
        {
            using var reply = await control.PostAsync("/import", new ByteArrayContent(message));
            return (reply.StatusCode, await reply.Content.ReadAsStringAsync());
        }

        var late = TestMessage.Sealed(200, TestKeyring.Retired);
        var (status, answer) = await ImportAsync(late);
        Assert.Equal(HttpStatusCode.Created, status);
        Assert.Contains("\"late\":true", answer, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await ImportAsync(late)).Item1);
        Assert.Contains("\"late\":false", (await ImportAsync(TestMessage.Armored(TestMessage.Sealed()))).Item2, StringComparison.Ordinal);
        foreach (var gone in new[] { TestKeyring.Revoked, TestKeyring.Destroyed })
            Assert.Contains("recipient_retired", (await ImportAsync(TestMessage.Sealed(200, gone))).Item2, StringComparison.Ordinal);
        Assert.Contains("recipient_unknown", (await ImportAsync(TestMessage.Sealed(200, TestKeyring.Stranger))).Item2, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_courier_brings_an_armored_message_that_only_its_armor_makes_too_long()
    {
        await using var gateway = await TestGateway.StartAsync();
        using var control = gateway.Control();
        var armored = TestMessage.Armored(TestMessage.Sealed(50 << 20));
        Assert.True(armored.Length > 65 << 20);
        using var taken = await control.PostAsync("/import", new ByteArrayContent(armored));
        Assert.Equal(HttpStatusCode.Created, taken.StatusCode);
    }

    [Theory]
    [InlineData("/export", "{\"from\":\"x\"}")]
    [InlineData("/export", "")]
    [InlineData("/acknowledge", "{}")]
    [InlineData("/purge", "{\"forced\":null}")]
    [InlineData("/exported", "{\"bundle\":1,\"tagManifestSha256\":\"\",\"headNumber\":1,\"head\":\"\"}")]
    public async Task What_no_program_of_ours_sends_is_a_named_problem(string path, string body)
    {
        await using var gateway = await TestGateway.StartAsync();
        using var control = gateway.Control();
        using var reply = await control.PostAsync(path, new StringContent(body, System.Text.Encoding.UTF8, "application/json"));
        Assert.Equal((HttpStatusCode.BadRequest, "application/problem+json"), (reply.StatusCode, reply.Content.Headers.ContentType?.MediaType));
        Assert.Contains("malformed", await reply.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private static async Task<TAnswer> PostAsync<TRequest, TAnswer>(
        HttpClient control, string path, TRequest request,
        System.Text.Json.Serialization.Metadata.JsonTypeInfo<TRequest> asked, System.Text.Json.Serialization.Metadata.JsonTypeInfo<TAnswer> answered)
    {
        using var reply = await control.PostAsJsonAsync(path, request, asked);
        Assert.Equal(HttpStatusCode.OK, reply.StatusCode);
        return await reply.Content.ReadFromJsonAsync(answered) ?? throw new InvalidOperationException("null");
    }

    private static HashSet<int> Listening() => [.. IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpListeners().Select(place => place.Port)];
}
