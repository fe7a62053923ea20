using System.Text;

namespace SecureDrop.Claims;

/// <summary>SECURITY.md: what is refused is never written, not to a file, not to a log.</summary>
public sealed class RefusedOctetsTouchNoDiskTests : IDisposable
{
    private const string Secret = "the van had no plates and waited since noon";
    private readonly World _world = new();

    public void Dispose() => _world.Dispose();

    [Fact]
    public async Task A_testimony_sent_in_the_clear_is_refused_and_lies_nowhere()
    {
        _world.StartGateway();
        var literal = (byte[])[0xCB, (byte)(Secret.Length + 6), (byte)'b', 0, 0, 0, 0, 0, .. Encoding.ASCII.GetBytes(Secret)];
        Assert.Equal((422, "not_openpgp"), await _world.PostAsync(Encoding.ASCII.GetBytes(Secret)));
        Assert.Equal((422, "not_encrypted"), await _world.PostAsync(literal));
        Assert.Equal((422, "plaintext_outside_armor"), await _world.PostAsync(
            Encoding.ASCII.GetBytes($"{Secret}\n-----BEGIN PGP MESSAGE-----\n\n"), "text/plain"));

        Assert.Empty(World.FilesWith(_world.Folder, Encoding.ASCII.GetBytes(Secret)));
        Assert.DoesNotContain(Secret, _world.Printed, StringComparison.Ordinal);
    }

    [Fact]
    public void Control_the_same_search_finds_it_in_a_buffer_file_that_the_gateway_might_have_left()
    {
        File.WriteAllText(Path.Combine(_world.Folder, "tmp", "body.tmp"), $"----form\r\n{Secret}\r\n");
        Assert.Single(World.FilesWith(_world.Folder, Encoding.ASCII.GetBytes(Secret)));
    }
}
