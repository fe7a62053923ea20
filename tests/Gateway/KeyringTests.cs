using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using SecureDrop.Formats;
using SecureDrop.Formats.Texts;
using SecureDrop.Gateway.Arrivals;

namespace SecureDrop.Gateway.Tests;

/// <summary>REFUSALS.md row 33, and a gateway that follows the keyring its operator installs.</summary>
public sealed class KeyringTests
{
    private static async Task<HttpStatusCode> InstallAsync(TestGateway gateway, byte[] frame, Fingerprint? root = null)
    {
        using var control = gateway.Control();
        using var reply = await control.PostAsync($"/keyring?root={root ?? TestKeyring.Root}", new ByteArrayContent(frame));
        return reply.StatusCode;
    }

    [Fact] // row 33
    public async Task Without_a_keyring_the_door_is_closed()
    {
        await using var gateway = await TestGateway.StartAsync(keyring: []);
        var reply = await gateway.PostAsync(TestMessage.Sealed());
        Assert.Equal((503, "keyring_unavailable"), (reply.Status, reply.Code));
        Assert.Equal("keyring_unavailable", (await gateway.SendAsync(new HttpRequestMessage(HttpMethod.Get, "/keyring"))).Code);
        var page = await gateway.SendAsync(new HttpRequestMessage(HttpMethod.Get, "/en/"));
        Assert.Contains("The door is closed", page.Text, StringComparison.Ordinal);
    }

    [Fact] // row 33: judged at each request, by the clock as it is then
    public async Task A_keyring_that_expires_closes_the_door_of_a_running_gateway()
    {
        var time = TestGateway.FakeTime();
        await using var gateway = await TestGateway.StartAsync(settings => settings with { Time = time }, TestKeyring.Frame(TestGateway.Today, validDays: 20));
        Assert.Equal(201, (await gateway.PostAsync(TestMessage.Sealed())).Status);
        time.Advance(TimeSpan.FromDays(20));
        Assert.Equal(201, (await gateway.PostAsync(TestMessage.Sealed())).Status);
        time.Advance(TimeSpan.FromDays(1));
        var reply = await gateway.PostAsync(TestMessage.Sealed());
        Assert.Equal((503, "keyring_unavailable"), (reply.Status, reply.Code));
    }

    [Fact] // row 9
    public async Task A_certificate_that_retires_while_the_gateway_runs_is_refused()
    {
        var time = TestGateway.FakeTime();
        await using var gateway = await TestGateway.StartAsync(settings => settings with { Time = time });
        Assert.Equal(201, (await gateway.PostAsync(TestMessage.Sealed(200, TestKeyring.PastSealing))).Status);
        time.Advance(TimeSpan.FromDays(6));
        Assert.Equal("recipient_retired", (await gateway.PostAsync(TestMessage.Sealed(200, TestKeyring.PastSealing))).Code);
    }

    [Fact]
    public async Task A_running_gateway_follows_the_keyring_that_its_operator_installs()
    {
        await using var gateway = await TestGateway.StartAsync(keyring: []);
        Assert.Equal(HttpStatusCode.OK, await InstallAsync(gateway, TestKeyring.Frame(TestGateway.Today)));
        Assert.Equal(201, (await gateway.PostAsync(TestMessage.Sealed())).Status);
        var next = TestKeyring.Frame(TestGateway.Today, epoch: 2);
        Assert.Equal(HttpStatusCode.OK, await InstallAsync(gateway, next));
        Assert.Equal(next, (await gateway.SendAsync(new HttpRequestMessage(HttpMethod.Get, "/keyring"))).Body);
    }

    [Fact]
    public async Task A_keyring_that_must_not_follow_is_refused_and_the_running_one_stays()
    {
        await using var gateway = await TestGateway.StartAsync(keyring: TestKeyring.Frame(TestGateway.Today, epoch: 2));
        var frame = Encoding.ASCII.GetString(TestKeyring.Frame(TestGateway.Today, epoch: 3));
        var other = new Fingerprint(Enumerable.Repeat((byte)8, 20).ToArray());
        (string Code, byte[] Frame, Fingerprint Root)[] refused =
        [
            ("keyring_older", TestKeyring.Frame(TestGateway.Today), TestKeyring.Root),
            ("keyring_forked", TestKeyring.Frame(TestGateway.Today, epoch: 2, validDays: 399), TestKeyring.Root),
            ("keyring_expired", TestKeyring.Frame(TestGateway.Today.AddDays(-401), epoch: 3), TestKeyring.Root),
            ("root_differs", TestKeyring.Frame(TestGateway.Today, epoch: 3, root: other), other),
            ("root_differs", TestKeyring.Frame(TestGateway.Today, epoch: 3, root: other), TestKeyring.Root),
            ("format_newer", Bent("SecureDrop.Net keyring 1\n", "SecureDrop.Net keyring 2\n"), TestKeyring.Root),
            ("keyring_malformed", Bent("SecureDrop.Net keyring 1\n", "SecureDrop.Net keyring 0\n"), TestKeyring.Root),
            ("keyring_malformed", Bent("\n", "\r\n"), TestKeyring.Root),
            ("keyring_malformed", Bent("\nepoch 3\n", "\nepoch 3 \n"), TestKeyring.Root),
            ("keyring_malformed", Bent("Hash: SHA512\n", "Hash: SHA512\nHash: SHA512\n"), TestKeyring.Root),
            ("keyring_malformed", [.. Bent("\nepoch 3\n", "\nepoch 3\n"), (byte)'\n'], TestKeyring.Root),
        ];
        using var control = gateway.Control();
        foreach (var (code, bent, root) in refused)
        {
            using var reply = await control.PostAsync($"/keyring?root={root}", new ByteArrayContent(bent));
            Assert.Contains($"\"{code}\"", await reply.Content.ReadAsStringAsync(), StringComparison.Ordinal);
            Assert.Equal(2, gateway.Running.Keyring.Current?.Epoch);
        }

        Assert.Equal(HttpStatusCode.OK, await InstallAsync(gateway, Encoding.ASCII.GetBytes(frame)));
        Assert.Equal(3, gateway.Running.Keyring.Current?.Epoch);

        byte[] Bent(string old, string now)
        {
            Assert.Contains(old, frame, StringComparison.Ordinal);
            return Encoding.ASCII.GetBytes(frame.Replace(old, now, StringComparison.Ordinal));
        }
    }

    /// <summary>A source who loads the page or sends, at any moment of twelve installs, is served and never refused.</summary>
    [Fact]
    public async Task A_gateway_that_takes_twelve_keyrings_under_load_turns_nobody_away_and_serves_one_page_of_one_keyring()
    {
        await using var gateway = await TestGateway.StartAsync(settings => settings with { Limits = new() { Burst = 1_000_000 } });
        using var enough = new CancellationTokenSource();
        var sending = Enumerable.Range(0, 3).Select(_ => Task.Run(async () =>
        {
            var sent = 0;
            for (; !enough.IsCancellationRequested; sent++) Assert.Equal(201, (await gateway.PostAsync(TestMessage.Sealed(300))).Status);
            return sent;
        })).ToArray();
        var reading = Task.Run(async () =>
        {
            var epochs = new HashSet<string>();
            while (!enough.IsCancellationRequested) epochs.Add(await LoadPageAsync(gateway));
            return epochs.Count;
        });
        for (var epoch = 2; epoch <= 13; epoch++)
        {
            Assert.Equal(HttpStatusCode.OK, await InstallAsync(gateway, TestKeyring.Frame(TestGateway.Today, epoch)));
            await Task.Delay(60);
        }

        await enough.CancelAsync();
        Assert.All(await Task.WhenAll(sending), sent => Assert.True(sent > 0));
        Assert.True(await reading > 1, "the page was read under one keyring only");
        Assert.Equal("13", await LoadPageAsync(gateway));
        Assert.Contains("\nepoch 13\n", (await gateway.SendAsync(new HttpRequestMessage(HttpMethod.Get, "/keyring"))).Text, StringComparison.Ordinal);
    }

    /// <summary>As a browser does: the page, then the script that it names by hash, which must be that script. The epoch that it was made with.</summary>
    private static async Task<string> LoadPageAsync(TestGateway gateway)
    {
        var page = (await gateway.SendAsync(new HttpRequestMessage(HttpMethod.Get, "/en/"))).Text;
        var script = Regex.Match(page, "src=\"([^\"]+)\" integrity=\"sha256-([^\"]+)\" data-worker=\"([^\"]+)\"");
        await Task.Delay(5); // an install may come between
        var octets = await gateway.SendAsync(new HttpRequestMessage(HttpMethod.Get, script.Groups[1].Value));
        Assert.Equal((200, script.Groups[2].Value), (octets.Status, Convert.ToBase64String(SHA256.HashData(octets.Body))));
        Assert.Equal(200, (await gateway.SendAsync(new HttpRequestMessage(HttpMethod.Get, script.Groups[3].Value))).Status);
        return Regex.Match(octets.Text, @"epoch (\d+)").Groups[1].Value;
    }

    /// <summary>Rows 9 and 10a: what a source sealed in good time and a courier brings late, until the secret key is gone.</summary>
    [Fact]
    public async Task After_the_last_day_the_door_names_the_reason_and_only_a_courier_s_copy_is_taken_until_the_key_is_destroyed()
    {
        var time = TestGateway.FakeTime();
        await using var gateway = await TestGateway.StartAsync(settings => settings with { Time = time });
        var (one, other) = (TestMessage.Sealed(200, TestKeyring.PastSealing), TestMessage.Sealed(200, TestKeyring.PastSealing));
        Assert.Equal(201, (await gateway.PostAsync(TestMessage.Sealed(200, TestKeyring.PastSealing))).Status);
        time.Advance(TimeSpan.FromDays(6));
        var refused = await gateway.PostAsync(one);
        Assert.Equal((422, "recipient_retired"), (refused.Status, refused.Code));
        Assert.Contains("\"title\":\"", refused.Text, StringComparison.Ordinal);
        using var control = gateway.Control();
        Assert.Contains("\"late\":true", await ImportAsync(one), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, await InstallAsync(gateway, TestKeyring.Frame(TestGateway.Today, epoch: 2, pastSealing: KeyringStatus.Destroyed)));
        Assert.Contains("recipient_retired", await ImportAsync(other), StringComparison.Ordinal);

        async Task<string> ImportAsync(byte[] message)
        {
            using var reply = await control.PostAsync("/import", new ByteArrayContent(message));
            return await reply.Content.ReadAsStringAsync();
        }
    }

    [Fact]
    public async Task Example_certificates_are_refused_in_production_and_taken_in_development()
    {
        var example = await File.ReadAllBytesAsync(Checkout.File("keys-example/keyring.asc"));
        Assert.True(KeyringInForce.TryRead(example, out var keyring));
        await using var production = await TestGateway.StartAsync(settings => settings with { Development = false }, []);
        await using var development = await TestGateway.StartAsync(keyring: []);
        Assert.Equal(HttpStatusCode.Conflict, await InstallAsync(production, example, keyring.Root));
        Assert.Equal(HttpStatusCode.OK, await InstallAsync(development, example, keyring.Root));
    }

    [Fact]
    public async Task Every_example_certificate_is_on_the_list()
    {
        Assert.True(KeyringInForce.TryRead(await File.ReadAllBytesAsync(Checkout.File("keys-example/keyring.asc")), out var keyring));
        Assert.NotEmpty(keyring.Certificates);
        Assert.All(keyring.Certificates, certificate => Assert.True(ExampleCertificates.Holds(certificate.Primary)));
        Assert.False(ExampleCertificates.Holds(TestKeyring.Root));
    }

    [Fact]
    public async Task A_development_gateway_pins_the_keyring_it_was_started_with()
    {
        await using var gateway = await TestGateway.StartAsync();
        Assert.True(Pin.TryRead(await File.ReadAllBytesAsync(Path.Combine(gateway.Data, "keyring.pin")), out var pin, out _));
        Assert.Equal((TestKeyring.Root, 1, gateway.Running.Keyring.Current?.Hash), (pin.Root, pin.Epoch, pin.Hash));
    }

    [Fact]
    public async Task A_reader_gets_one_certificate_a_file()
    {
        await using var gateway = await TestGateway.StartAsync();
        var reply = await gateway.SendAsync(new HttpRequestMessage(HttpMethod.Get, $"/keyring/{TestKeyring.Holder}.asc"));
        Assert.Equal((200, "application/pgp-keys"), (reply.Status, reply.Headers["Content-Type"]));
        Assert.StartsWith("-----BEGIN PGP PUBLIC KEY BLOCK-----\n", reply.Text, StringComparison.Ordinal);
    }
}
