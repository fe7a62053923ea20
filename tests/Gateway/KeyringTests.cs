using System.Net;
using System.Text;
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
        Assert.Equal(HttpStatusCode.Conflict, await InstallAsync(gateway, TestKeyring.Frame(TestGateway.Today)));
        Assert.Equal(HttpStatusCode.Conflict, await InstallAsync(gateway, TestKeyring.Frame(TestGateway.Today, epoch: 2, validDays: 399)));
        Assert.Equal(HttpStatusCode.Conflict, await InstallAsync(gateway, TestKeyring.Frame(TestGateway.Today, epoch: 3, root: other), other));
        Assert.Equal(HttpStatusCode.Conflict, await InstallAsync(gateway, TestKeyring.Frame(TestGateway.Today, epoch: 3, root: other)));
        Assert.Equal(HttpStatusCode.Conflict, await InstallAsync(gateway, Encoding.ASCII.GetBytes(frame.Replace("\n", "\r\n", StringComparison.Ordinal))));
        Assert.Equal(2, gateway.Running.Keyring.Current?.Epoch);
        Assert.Equal(HttpStatusCode.OK, await InstallAsync(gateway, Encoding.ASCII.GetBytes(frame)));
        Assert.Equal(3, gateway.Running.Keyring.Current?.Epoch);
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
