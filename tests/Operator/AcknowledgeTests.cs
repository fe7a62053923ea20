using System.Text;
using SecureDrop.Certificates;
using SecureDrop.Formats;
using SecureDrop.Formats.Control;
using SecureDrop.Formats.Texts;

namespace SecureDrop.Operator.Tests;

public sealed class AcknowledgeTests
{
    [Fact]
    public async Task A_holder_s_acknowledgement_is_handed_on_and_what_did_not_open_is_listed()
    {
        await using var table = await OperatorTable.SetAsync();
        var file = table.Put("ack", Signed(Organisation.One.Holder).Write());
        Assert.True(await table.RunAsync("acknowledge", file) == 0, table.Error);
        Assert.Contains("entry 2 incomplete", table.Output, StringComparison.Ordinal);
        Assert.Contains("entry 3 failed: wrong-key", table.Output, StringComparison.Ordinal);
        Assert.Equal(0, await table.RunAsync("acknowledge", file, "--json")); // twice is harmless
        Assert.Equal($$"""{"bundle":1,"signer":"{{Organisation.One.Holder.Primary}}","moved":1,"already":0,"notMoved":2}""", table.Output.TrimEnd());
        Assert.Contains($"\"signer\":\"{Organisation.One.Holder.Primary}\"", table.Gateway.Told[0], StringComparison.Ordinal);
        Assert.Contains("""{"entry":3,"outcome":"failed","reason":"wrong-key"}""", table.Gateway.Told[0], StringComparison.Ordinal);
    }

    public static TheoryData<string, string> Signers { get; } = new()
    {
        { "Stranger", "signature_wrong" }, { "Operator", "signer_not_reviewer" }, { "Root", "signer_not_reviewer" }, { "Retired", "signer_retired" },
    };

    [Theory]
    [MemberData(nameof(Signers))]
    public async Task Nobody_but_a_live_reviewer_acknowledges(string who, string code)
    {
        var key = (NewKey?)typeof(Organisation).GetProperty(who)?.GetValue(Organisation.One) ?? throw new InvalidOperationException(who);
        await AssertRefusedAsync(Signed(key).Write(), code);
    }

    [Theory]
    [InlineData("\n1 opened\n", "\n1 failed altered\n", "signature_wrong")]
    [InlineData("\n1 opened\n", "\r\n1 opened\r\n", "frame_not_canonical")]
    [InlineData("\n1 opened\n", "\n1 opened \n", "frame_not_canonical")]
    [InlineData("-----BEGIN PGP SIGNED", "read this first\n-----BEGIN PGP SIGNED", "frame_not_canonical")]
    [InlineData("-----END PGP SIGNATURE-----\n", "-----END PGP SIGNATURE-----\nand this\n", "frame_not_canonical")]
    [InlineData("Hash: SHA512\n", "Hash: SHA512\nHash: SHA512\n", "frame_not_canonical")]
    public async Task An_acknowledgement_that_was_touched_is_refused(string old, string now, string code)
    {
        var text = Encoding.UTF8.GetString(Signed(Organisation.One.Holder).Write());
        Assert.Contains(old, text, StringComparison.Ordinal);
        await AssertRefusedAsync(Encoding.UTF8.GetBytes(text.Replace(old, now, StringComparison.Ordinal)), code);
    }

    [Fact]
    public async Task A_signed_letter_is_no_acknowledgement() =>
        await AssertRefusedAsync(Organisation.One.Sign(Organisation.One.Holder, "All is well.\n"u8).Write(), "text_not_canonical");

    [Fact]
    public async Task The_gateway_s_refusal_of_another_ledger_is_told()
    {
        await using var table = await OperatorTable.SetAsync();
        table.Gateway.Refusal = new ControlProblem(409, "ledger_other", "It is about another ledger.");
        Assert.Equal(1, await table.RunAsync("acknowledge", table.Put("ack", Signed(Organisation.One.Holder).Write())));
        table.AssertTold("It is about another ledger. (ledger_other)");
    }

    private static async Task AssertRefusedAsync(byte[] file, string code)
    {
        await using var table = await OperatorTable.SetAsync();
        Assert.Equal(1, await table.RunAsync("acknowledge", table.Put("ack", file)));
        table.AssertTold($"({code})");
        Assert.Empty(table.Gateway.Told);
    }

    private static SignedText Signed(NewKey key)
    {
        Assert.True(LedgerId.TryParse(FakeGateway.Ledger, out var id));
        var acknowledgement = new Acknowledgement(id, 1, new LedgerHead(3, Sha256Hash.Of("head"u8)), Organisation.Today,
        [
            new AcknowledgedEntry(1, Outcome.Opened),
            new AcknowledgedEntry(2, Outcome.Incomplete),
            new AcknowledgedEntry(3, Outcome.Failed, FailureReason.WrongKey),
        ]);
        return Organisation.One.Sign(key, acknowledgement.Write());
    }
}
