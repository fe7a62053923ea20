using System.Text;
using SecureDrop.Formats;
using static SecureDrop.Gateway.Tests.TestMessage;

namespace SecureDrop.Gateway.Tests;

/// <summary>REFUSALS.md rows 1 to 22 through the real HTTP pipeline. The grammar itself is tested where it lives, in Formats.</summary>
public sealed class GrammarTests(SharedGateway shared) : IClassFixture<SharedGateway>
{
    private readonly TestGateway _gateway = shared.Gateway;

    private async Task RefusedAsync(int status, string code, byte[] body, string type = "application/octet-stream")
    {
        var before = (await _gateway.Running.Vault.StatusAsync()).Waiting;
        var reply = await _gateway.PostAsync(body, type);
        Assert.Equal((status, code), (reply.Status, reply.Code));
        Assert.Equal(before, (await _gateway.Running.Vault.StatusAsync()).Waiting);
    }

    private async Task TakenAsync(byte[] body, string type = "application/octet-stream")
    {
        var reply = await _gateway.PostAsync(body, type);
        Assert.Equal((201, "waiting"), (reply.Status, reply.State));
    }

    [Fact] // row 1
    public Task A_source_who_sends_nothing_is_told_so() => RefusedAsync(400, "body_empty", []);

    [Theory] // row 2
    [InlineData("They came at night.\n")]
    [InlineData("PK\u0003\u0004 docx")]
    public Task A_source_who_sends_something_readable_is_refused(string text) => RefusedAsync(422, "not_openpgp", Encoding.UTF8.GetBytes(text));

    [Fact] // row 2
    public Task A_source_who_sends_a_photograph_is_refused() => RefusedAsync(422, "not_openpgp", [0xFF, 0xD8, 0xFF, 0xE0, 0, 16, .. "JFIF"u8, .. Noise(200)]);

    [Theory] // row 3
    [InlineData(11)]
    [InlineData(8)]
    public Task A_literal_or_compressed_packet_in_the_clear_is_refused(int tag) =>
        RefusedAsync(422, "not_encrypted", [.. Pkesk(TestKeyring.Live), .. Packet(tag, [(byte)'b', 0, 0, 0, 0, 0, .. "They came at night."u8])]);

    [Fact] // row 4
    public Task An_unprotected_data_packet_is_refused() => RefusedAsync(422, "not_integrity_protected", [.. Pkesk(TestKeyring.Live), .. Packet(9, Noise(200))]);

    [Fact] // row 5
    public async Task Other_versions_of_packets_are_refused()
    {
        await RefusedAsync(422, "unsupported_encryption", [.. Pkesk(TestKeyring.Live), .. Seipd(Noise(200), version: 2)]);
        await RefusedAsync(422, "unsupported_encryption", [.. Pkesk(TestKeyring.Live), .. Packet(20, [1, 9, 2, 16, .. Noise(200)])]);
        await RefusedAsync(422, "unsupported_encryption", [.. Pkesk(Noise(8), version: 6), .. Seipd(Noise(200))]);
    }

    [Fact] // row 6
    public Task A_message_to_nobody_is_refused() => RefusedAsync(422, "recipient_missing", Seipd(Noise(200)));

    [Fact] // row 7
    public Task A_hidden_recipient_is_refused() => RefusedAsync(422, "recipient_hidden", [.. Pkesk(new byte[8]), .. Seipd(Noise(200))]);

    [Fact] // row 8
    public async Task A_stranger_is_refused_alone_and_among_good_ones()
    {
        await RefusedAsync(422, "recipient_unknown", Sealed(200, TestKeyring.Stranger));
        await RefusedAsync(422, "recipient_unknown", Sealed(200, TestKeyring.Live, TestKeyring.Stranger));
    }

    [Fact] // row 9
    public async Task A_source_is_refused_when_the_certificate_has_retired()
    {
        await RefusedAsync(422, "recipient_retired", Sealed(200, TestKeyring.Retired));
        await RefusedAsync(422, "recipient_retired", Sealed(200, TestKeyring.Revoked));
        await RefusedAsync(422, "recipient_retired", Sealed(200, TestKeyring.Live, TestKeyring.Destroyed));
    }

    [Fact] // row 10
    public Task A_source_who_sealed_in_time_is_heard_until_accept_until() => TakenAsync(Sealed(200, TestKeyring.PastSealing));

    [Fact] // row 11
    public async Task A_passphrase_packet_is_refused_alone_and_beside()
    {
        var passphrase = Packet(3, [4, 9, 3, 10, .. Noise(8), 96]);
        await RefusedAsync(422, "symmetric_recipient", [.. passphrase, .. Seipd(Noise(200))]);
        await RefusedAsync(422, "symmetric_recipient", [.. Pkesk(TestKeyring.Live), .. passphrase, .. Seipd(Noise(200))]);
    }

    [Fact] // row 12; allocations are counted in MemoryTests
    public Task The_same_recipient_twice_is_refused() => RefusedAsync(422, "too_many_recipients", Sealed(200, TestKeyring.Live, TestKeyring.Live));

    [Fact] // row 13
    public async Task A_message_cut_at_every_octet_is_refused_and_never_a_server_error()
    {
        var whole = Sealed(100);
        var refused = new HashSet<(int, string?)>();
        for (var length = 1; length < whole.Length; length++)
        {
            var reply = await _gateway.PostAsync(whole[..length]);
            refused.Add((reply.Status, reply.Code));
        }

        Assert.Subset(new HashSet<(int, string?)> { (400, "body_incomplete"), (422, "malformed_openpgp") }, refused);
        await TakenAsync(whole);
    }

    [Fact] // row 14
    public async Task Whatever_follows_the_message_is_refused()
    {
        await RefusedAsync(422, "trailing_data", [.. Sealed(), 0]);
        await RefusedAsync(422, "trailing_data", [.. Sealed(), .. Sealed()]);
    }

    [Fact] // row 16
    public async Task Partial_lengths_outside_the_profile_are_refused()
    {
        await RefusedAsync(422, "bad_partial_length", [0xC1, 0xE9, .. Noise(512)]);
        await RefusedAsync(422, "bad_partial_length", [.. Pkesk(TestKeyring.Live), 0xD2, 0xE8, 1, .. Noise(255)]);
        await RefusedAsync(422, "bad_partial_length", [.. Pkesk(TestKeyring.Live), 0xD2, 0xE0, 1, .. Enumerable.Repeat<byte[]>([0xE0, 7], 100_000).SelectMany(part => part)]);
    }

    [Fact] // row 17
    public async Task A_body_that_is_not_random_is_refused()
    {
        await RefusedAsync(422, "ciphertext_not_random", [.. Pkesk(TestKeyring.Live), .. Seipd(new byte[4000])]);
        await RefusedAsync(422, "ciphertext_not_random", [.. Pkesk(TestKeyring.Live), .. Seipd(Encoding.ASCII.GetBytes(Convert.ToBase64String(Noise(4000))))]);
    }

    [Fact] // row 18
    public async Task A_session_key_packet_outside_the_profile_is_refused()
    {
        var keyId = Pkesk(TestKeyring.Live)[7..15];
        await RefusedAsync(422, "bad_session_key_packet", [.. Pkesk(keyId, point: new byte[32]), .. Seipd(Noise(200))]);
        await RefusedAsync(422, "bad_session_key_packet", [.. Pkesk(keyId, wrapped: 40), .. Seipd(Noise(200))]);
        await RefusedAsync(422, "bad_session_key_packet", [.. Pkesk(keyId, algorithm: 1), .. Seipd(Noise(200))]);
    }

    [Theory] // row 19
    [InlineData("My name is in this line.\n", "")]
    [InlineData("", "My name is in this line.\n")]
    public Task Text_around_armor_is_refused(string before, string behind) => RefusedAsync(
        422, "plaintext_outside_armor", [.. Encoding.ASCII.GetBytes(before), .. Armored(Sealed()), .. Encoding.ASCII.GetBytes(behind)], "text/plain");

    [Fact] // rows 20 and 21
    public async Task Armor_is_taken_as_the_binary_it_holds()
    {
        var message = Sealed();
        var armor = Encoding.ASCII.GetString(Armored(message));
        var withHeaders = armor.Replace("MESSAGE-----\n\n", "MESSAGE-----\nComment: from my phone\nVersion: 1\n\n", StringComparison.Ordinal);
        var checksum = armor.LastIndexOf("\n=", StringComparison.Ordinal);
        await TakenAsync(Encoding.ASCII.GetBytes(withHeaders), "text/plain");
        foreach (var same in new[] { armor, armor.Remove(checksum, 6), armor.Remove(checksum + 2, 4).Insert(checksum + 2, "AAAA"), armor.Replace("\n", "\r\n", StringComparison.Ordinal) })
        {
            var reply = await _gateway.PostAsync(Encoding.ASCII.GetBytes(same), "text/plain");
            Assert.Equal((200, $"{Receipt.Of(Sha256Hash.Of(message))}"), (reply.Status, reply.Receipt));
        }
    }

    [Theory] // row 22
    [InlineData("PGP PRIVATE KEY BLOCK")]
    [InlineData("PGP PUBLIC KEY BLOCK")]
    [InlineData("PGP SIGNED MESSAGE")]
    public Task A_key_or_a_signed_text_is_refused(string type) =>
        RefusedAsync(422, "armor_type_wrong", Encoding.ASCII.GetBytes(Encoding.ASCII.GetString(Armored(Noise(300))).Replace("PGP MESSAGE", type, StringComparison.Ordinal)));

    [Theory] // row 22
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    public Task A_signed_message_or_a_key_in_binary_is_refused(int tag) => RefusedAsync(422, "not_encrypted", Packet(tag, [3, 0, 10, 22, .. Noise(300)]));
}
