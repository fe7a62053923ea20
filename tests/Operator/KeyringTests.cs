using System.Text;
using System.Text.Json;
using SecureDrop.Certificates;
using SecureDrop.Formats;
using SecureDrop.Formats.Control;
using SecureDrop.Formats.Texts;

namespace SecureDrop.Operator.Tests;

public sealed class KeyringTests
{
    private static readonly Organisation One = Organisation.One;
    private static readonly string Root = One.Root.Primary.Grouped();
    private static readonly SignedText First = One.Keyring();
    private static readonly SignedText Second = One.Keyring(2, First.Hash);
    private static readonly SignedText Third = One.Keyring(3, Second.Hash);

    [Fact]
    public async Task A_first_keyring_needs_the_root_by_name_and_is_pinned_once_the_gateway_has_it()
    {
        await using var table = await OperatorTable.SetAsync(pinned: false);
        var file = table.Put("k1", First.Write());
        Assert.Equal(2, await table.RunAsync("keyring", "install", file, "--yes"));
        table.AssertTold("the root to trust must be named");
        Assert.Equal(1, await table.RunAsync("keyring", "install", file, "--root", Root)); // nobody said yes
        table.AssertTold("not installed");
        Assert.Empty(table.Gateway.Told);
        Assert.True(await table.RunAsync("keyring", "install", file, "--root", Root, "--yes") == 0, table.Error);
        Assert.Contains("+ holder " + One.Holder.Primary.Grouped(), table.Output, StringComparison.Ordinal);
        Assert.Equal(0, await table.RunAsync("keyring", "show"));
        Assert.Contains("epoch 1,", table.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_chain_is_installed_as_far_as_its_last_keyring()
    {
        await using var table = await OperatorTable.SetAsync();
        File.WriteAllText(Path.Combine(table.Data, "keyring.pin.new"), "left by a run that was cut short");
        Assert.True(await table.RunAsync("keyring", "install", table.Put("k2", Second.Write()), table.Put("k3", Third.Write()), "--yes") == 0, table.Error);
        Assert.Contains("epoch 1 becomes 3", table.Output, StringComparison.Ordinal);
        Assert.Equal(Third.Write(), table.Gateway.Keyring);
        Assert.Equal(1, await table.RunAsync("keyring", "install", table.PathOf("k2"), "--yes"));
        table.AssertTold("(epoch_lower)");
    }

    [Fact]
    public async Task The_kit_that_the_operator_signs_is_made_here_and_verifies_with_the_operators_certificate()
    {
        await using var table = await OperatorTable.SetAsync();
        Assert.Equal(2, await table.RunAsync("keyring", "install", table.Put("k2", Second.Write()), "--yes", "--signing-key", table.PathOf("operator.asc")));
        Assert.Empty(table.Gateway.Told);
        string[] signing = ["--signing-key", table.PathOf("operator.asc"), "--passphrase-file", table.PathOf("passphrase"), "--kit", table.PathOf("kit")];
        Assert.True(await table.RunAsync(["keyring", "install", table.PathOf("k2"), "--yes", .. signing]) == 0, table.Error);

        var told = JsonSerializer.Deserialize(table.Gateway.Kit, ControlJson.Default.KitSignature) ?? throw new InvalidOperationException("null");
        var kit = File.ReadAllBytes(Path.Combine(table.PathOf("kit"), "securedrop-kit.html"));
        Assert.Equal((told.HashList, told.Signature), (
            File.ReadAllText(Path.Combine(table.PathOf("kit"), "hashes.txt")), File.ReadAllText(Path.Combine(table.PathOf("kit"), "securedrop-kit.html.asc"))));
        Assert.StartsWith($"{Sha256Hash.Of(kit)}  securedrop-kit.html\n", told.HashList, StringComparison.Ordinal);
        Assert.Contains($"{One.Root.Primary}", Encoding.UTF8.GetString(kit), StringComparison.Ordinal);
        Assert.Equal($"{One.Operator.Primary}", told.Signer);
        Assert.True(Certificate.TryRead(One.Operator.Public, Organisation.Now, out var certificate, out _));
        Assert.True(Signatures.VerifyDetached(kit, told.Signature, certificate, Organisation.Now));
        kit[^1] ^= 1;
        Assert.False(Signatures.VerifyDetached(kit, told.Signature, certificate, Organisation.Now));
        Assert.Contains(Voice.Grouped(told.HashList[..64]), table.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_signing_key_the_keyring_is_installed_and_the_operator_hears_that_the_kit_is_not_signed()
    {
        await using var table = await OperatorTable.SetAsync();
        Assert.Equal(0, await table.RunAsync("keyring", "install", table.Put("k2", Second.Write()), "--yes"));
        Assert.Contains("kit      not signed", table.Output, StringComparison.Ordinal);
        Assert.Null(table.Gateway.Kit);
        // Given again it only signs.
        Assert.Equal(0, await table.RunAsync(
            "keyring", "install", table.PathOf("k2"), "--yes", "--signing-key", table.PathOf("operator.asc"), "--passphrase-file", table.PathOf("passphrase")));
        Assert.NotNull(table.Gateway.Kit);
    }

    [Fact]
    public async Task A_signature_that_the_gateway_does_not_take_is_told_and_the_keyring_stays_installed()
    {
        await using var table = await OperatorTable.SetAsync();
        table.Gateway.OnBody = (_, context) =>
        {
            if (context.Request.Path == "/kit") table.Gateway.Refusal = new ControlProblem(409, "kit_differs", "Not the same.");
            return false;
        };
        Assert.Equal(1, await table.RunAsync(
            "keyring", "install", table.Put("k2", Second.Write()), "--yes", "--signing-key", table.PathOf("operator.asc"), "--passphrase-file",
            table.PathOf("passphrase")));
        table.AssertTold("the keyring is installed, but");
        Assert.Equal(Second.Write(), table.Gateway.Keyring);
    }

    public static TheoryData<string, string> Refused { get; } = new()
    {
        { "gap", "chain_gap" }, { "previous", "previous_hash_wrong" }, { "fork", "fork" }, { "root", "wrong_root" }, { "expired", "expired" },
        { "blank", "not_canonical" }, { "cr", "not_canonical" }, { "hash", "not_canonical" }, { "outside", "not_canonical" }, { "altered", "signature_wrong" },
        { "rollback", "epoch_lower" }, { "own key", "signature_wrong" }, { "own line", "signature_wrong" }, { "extra subkey", "lines_disagree" },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task A_wrong_keyring_is_refused_by_name_and_the_running_one_stays(string how, string code)
    {
        await using var table = await OperatorTable.SetAsync();
        if (how == "rollback") Assert.Equal(0, await table.RunAsync("keyring", "install", table.Put("k2", Second.Write()), "--yes"));
        var pin = File.ReadAllBytes(Path.Combine(table.Data, "keyring.pin"));
        var running = table.Gateway.Keyring;
        table.Gateway.Told.Clear();
        byte[][] frames = how switch
        {
            "gap" => [First.Write(), Third.Write()],
            "previous" => [One.Keyring(2, Sha256Hash.Of("another"u8)).Write()],
            "fork" => [One.Keyring(expires: new DateOnly(2027, 1, 31)).Write()],
            "root" => [One.Keyring(root: One.OtherRoot).Write()],
            "expired" => [One.Keyring(2, First.Hash, expires: new DateOnly(2026, 11, 22)).Write()],
            "blank" => [Changed("\nepoch 2\n", "\nepoch 2 \n")],
            "cr" => [Changed("\nepoch 2\n", "\nepoch 2\r\n")],
            "hash" => [Changed("Hash: SHA512\n", "Hash: SHA512\nHash: SHA256\n")],
            "outside" => [Changed("-----BEGIN PGP SIGNED", "\n-----BEGIN PGP SIGNED")],
            "rollback" => [First.Write()],
            "own key" => [One.Sign(One.Operator, Second.Text.Span).Write()],
            "own line" => [new SignedText(One.Keyring(2, First.Hash, operators: [Signing(One.Operator), Signing(One.NextOperator)]).Text.Span, Second.Signature.Span).Write()],
            // The root itself has signed a certificate with more in it than the lines name.
            "extra subkey" => [One.Keyring(2, First.Hash, operators: [Signing(One.Slipped)]).Write()],
            _ => [Changed("8080", "8081")],
        };
        var files = frames.Select((frame, index) => table.Put($"k{index}", frame));
        Assert.Equal(1, await table.RunAsync(["keyring", "install", .. files, "--yes"]));
        table.AssertTold($"({code}");
        Assert.Empty(table.Gateway.Told);
        Assert.Equal(pin, File.ReadAllBytes(Path.Combine(table.Data, "keyring.pin")));
        Assert.Equal(running, table.Gateway.Keyring);
        // Control: what the root has signed next is installed.
        Assert.True(await table.RunAsync("keyring", "install", table.Put("good", how == "rollback" ? Third.Write() : Second.Write()), "--yes") == 0, table.Error);
    }

    [Fact]
    public async Task Another_root_than_the_pinned_one_is_refused_even_when_it_is_typed()
    {
        await using var table = await OperatorTable.SetAsync();
        var file = table.Put("k", One.Keyring(root: One.OtherRoot).Write());
        Assert.Equal(1, await table.RunAsync("keyring", "install", file, "--root", One.OtherRoot.Primary.Grouped(), "--yes"));
        table.AssertTold("(wrong_root)");
    }

    [Fact]
    public async Task A_keyring_is_verified_without_a_gateway_or_a_pin()
    {
        await using var table = await OperatorTable.SetAsync(pinned: false);
        Assert.Equal(0, await table.RunAsync("keyring", "verify", table.Put("k", First.Write()), "--root", Root));
        Assert.StartsWith("good: epoch 1", table.Output, StringComparison.Ordinal);
        Assert.Equal(1, await table.RunAsync("keyring", "verify", table.Put("k", Changed("8080", "8081")), "--root", Root));
    }

    [Fact]
    public async Task A_keyring_is_verified_by_the_pin_that_install_goes_by_unless_a_root_is_typed()
    {
        await using var table = await OperatorTable.SetAsync();
        var first = table.Put("k1", First.Write());
        Assert.True(await table.RunAsync("keyring", "verify", first) == 0, table.Error);
        Assert.Equal(0, await table.RunAsync("keyring", "install", table.Put("k2", Second.Write()), "--yes"));
        Assert.Equal(1, await table.RunAsync("keyring", "verify", first));
        table.AssertTold("(epoch_lower)");
        Assert.Equal(0, await table.RunAsync("keyring", "verify", first, "--root", Root));
        File.Delete(Path.Combine(table.Data, "keyring.pin"));
        Assert.Equal(2, await table.RunAsync("keyring", "verify", first));
        table.AssertTold("the root to trust must be named");
    }

    [Fact]
    public async Task Whoever_installs_a_keyring_without_a_holder_is_told_that_nothing_will_be_purged()
    {
        await using var table = await OperatorTable.SetAsync();
        var file = table.Put("k", One.Keyring(2, First.Hash, withHolder: false).Write());
        foreach (var words in new string[][] { ["keyring", "verify", file], ["keyring", "install", file, "--yes"] })
        {
            Assert.True(await table.RunAsync(words) == 0, table.Error);
            Assert.Contains("warning: the keyring names no holder", table.Error, StringComparison.Ordinal);
        }
        Assert.Equal(0, await table.RunAsync("keyring", "verify", table.Put("k1", First.Write()), "--root", Root));
        Assert.DoesNotContain("warning", table.Error, StringComparison.Ordinal);
    }

    /// <summary>Cut short at each of the calls that an install makes, before and after the gateway has done what was asked.</summary>
    [Theory]
    [InlineData("/keyring", false)]
    [InlineData("/keyring", true)]
    [InlineData("/kit", false)]
    [InlineData("/kit", true)]
    public async Task An_install_that_is_cut_short_anywhere_is_finished_by_the_same_command(string path, bool done)
    {
        await using var table = await OperatorTable.SetAsync();
        string[] install =
            ["keyring", "install", table.Put("k2", Second.Write()), "--yes", "--signing-key", table.PathOf("operator.asc"), "--passphrase-file", table.PathOf("passphrase")];
        table.Gateway.OnBody = (body, context) =>
        {
            if (context.Request.Path != path) return false;
            if (done && path == "/keyring") table.Gateway.Keyring = body;
            context.Abort();
            return true;
        };
        Assert.Equal(3, await table.RunAsync(install));
        table.Gateway.OnBody = (_, _) => false;
        Assert.True(await table.RunAsync(install) == 0, table.Error);
        Assert.Equal(Second.Write(), table.Gateway.Keyring);
        Assert.NotNull(table.Gateway.Kit);
        Assert.True(Pin.TryRead(File.ReadAllBytes(Path.Combine(table.Data, "keyring.pin")), out var pin, out _));
        Assert.Equal((2, Second.Hash), (pin.Epoch, pin.Hash));
    }

    private static KeyringLine Signing(NewKey key) => KeyringLine.Signing(key.Primary, new(2026, 11, 1), new(2026, 12, 1));

    private static byte[] Changed(string old, string now)
    {
        var text = Encoding.UTF8.GetString(Second.Write());
        Assert.Contains(old, text, StringComparison.Ordinal);
        return Encoding.UTF8.GetBytes(text.Replace(old, now, StringComparison.Ordinal));
    }
}
