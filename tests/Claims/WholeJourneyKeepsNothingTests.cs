using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using SecureDrop.Tests;

namespace SecureDrop.Claims;

/// <summary>SECURITY.md: after a whole journey, from a form to a purge and a new keyring, nothing on the server tells of a person, a size or a moment.</summary>
public sealed class WholeJourneyKeepsNothingTests : IDisposable
{
    private const int Size = 71_933;
    private static readonly string[] Traces = ["Telling-Agent/9.17", "198.51.100.77", "2001:db8::77", "her-own-name", "from.example", "en-IQ-mark", "secret-cookie", "seen at the bridge", "no plates and waited"];
    private readonly World _world = new();
    private readonly StringBuilder _said = new();

    public void Dispose() => _world.Dispose();

    [LongFact]
    [Trait("Runs", "long")]
    public async Task From_a_form_to_a_purge_no_file_and_no_line_tells_who_what_size_or_when()
    {
        var from = DateTimeOffset.UtcNow;
        _world.StartGateway();
        var first = Seal("one");
        Assert.Equal(201, await SendFormAsync(first));
        Assert.Equal(422, await SendFormAsync("the van had no plates and waited since noon"u8.ToArray()));
        Assert.Equal((422, "not_openpgp"), await _world.PostAsync("the van had no plates and waited since noon"u8.ToArray()));
        var (account, stick) = (Path.Combine(_world.Folder, "home", "two.txt"), Directory.CreateDirectory(Path.Combine(_world.Folder, "stick")).FullName);
        await File.WriteAllTextAsync(account, "seen at the bridge");
        var sent = _world.Source("submit", "--to", _world.Url, "--keyring", World.ExampleKeyring, "--root", World.ExampleRoot, "--message", account).MustBe(0);
        _world.Source("check", "--to", _world.Url, sent.Output[sent.Output.IndexOfAny([.. "0123456789"])..].Split('\n')[0]).MustBe(0);
        _ = Seal("three");
        Keep(_world.Operator("import", Path.Combine(_world.Folder, "sealed", "three", "001.pgp")).MustBe(0));
        Keep(_world.Operator("status"));
        var bundle = _world.Export();
        _world.InitReviewer();
        _world.Reviewer("open", bundle, "--passphrase-file", World.Passphrase).MustBe(0);
        _world.Reviewer("acknowledge", "--to", stick, "--passphrase-file", World.Passphrase).MustBe(0);
        Keep(_world.Operator("acknowledge", Directory.GetFiles(stick, "*.asc")[0]).MustBe(0));
        Keep(_world.Operator("purge").MustBe(0));
        var (keys, next) = (Path.GetDirectoryName(World.ExampleKeyring) ?? "", Path.Combine(stick, "keyring-2.asc"));
        _world.Reviewer("rotate", "--root-key", Path.Combine(keys, "root.secret.asc"), "--root-passphrase-file", World.Passphrase, "--passphrase-file", World.Passphrase, "--out", next, "--yes").MustBe(0);
        Keep(_world.Operator("keyring", "install", next, "--root", World.ExampleRoot, "--yes").MustBe(0));
        Keep(_world.Operator("doctor"));
        Assert.Equal(422, await SendFormAsync("the van had no plates and waited since noon"u8.ToArray()));
        _world.KillGateway();
        _said.Append(_world.Printed);

        var moments = new Moments(from, DateTimeOffset.UtcNow);
        foreach (var folder in (string[])[_world.Data, Path.Combine(_world.Folder, "tmp")])
        {
            Assert.All(Traces, trace => Assert.Empty(World.FilesWith(folder, Encoding.UTF8.GetBytes(trace))));
            Assert.All(Sizes(Size, first.Length), size => Assert.Empty(World.FilesWith(folder, size)));
            foreach (var file in Directory.GetFiles(folder, "*", SearchOption.AllDirectories).Where(file => !file.EndsWith(".sock", StringComparison.Ordinal))) // which has no octets
                Assert.True(moments.In(File.ReadAllBytes(file)) is [], $"{file}: {string.Join(", ", moments.In(File.ReadAllBytes(file)))}");
        }

        Assert.NotEmpty(Directory.GetFiles(_world.Data));
        Assert.All(Traces, trace => Assert.DoesNotContain(trace, $"{_said}", StringComparison.Ordinal));
        Assert.Empty(moments.In(Encoding.UTF8.GetBytes($"{_said}")));
        Assert.DoesNotContain(first.Length.ToString(CultureInfo.InvariantCulture), _world.Printed, StringComparison.Ordinal);
        // The operator's program left nothing at home: there is what the source's made.
        Assert.Equal([".securedrop-source"], Directory.GetDirectories(Path.Combine(_world.Folder, "home")).Select(Path.GetFileName));
    }

    [Fact]
    public void Control_each_kind_of_moment_is_found_where_it_was_written()
    {
        var now = DateTimeOffset.UtcNow;
        var moments = new Moments(now.AddMinutes(-1), now.AddMinutes(1));
        byte[] Eight(long number, bool big) { var eight = new byte[8]; if (big) BinaryPrimitives.WriteInt64BigEndian(eight, number); else BinaryPrimitives.WriteInt64LittleEndian(eight, number); return eight; }
        foreach (var big in (bool[])[false, true])
        {
            var order = big ? "big-endian" : "little-endian";
            Assert.Contains($"ticks, {order}", moments.In(Eight(now.UtcTicks, big)));
            Assert.Contains($"DateTime.ToBinary, {order}", moments.In(Eight(now.UtcDateTime.ToBinary(), big)));
            Assert.Contains($"milliseconds, {order}", moments.In(Eight(now.ToUnixTimeMilliseconds(), big)));
            Assert.Contains($"seconds of eight octets, {order}", moments.In(Eight(now.ToUnixTimeSeconds(), big)));
            Assert.Contains($"seconds of four octets, {order}", moments.In([.. Eight(big ? now.ToUnixTimeSeconds() << 32 : now.ToUnixTimeSeconds(), big)]));
        }

        Assert.Contains("text", moments.In(Encoding.ASCII.GetBytes($"at {now.UtcDateTime:yyyy-MM-ddTHH:mm:ss}Z")));
        Assert.Contains("seconds as digits", moments.In(Encoding.ASCII.GetBytes($"t={now.ToUnixTimeSeconds()};")));
        Assert.Contains("UUID version 7", moments.In(Guid.CreateVersion7(now).ToByteArray(bigEndian: true)));
        var count = now.UtcTicks - new DateTime(1582, 10, 15, 0, 0, 0, DateTimeKind.Utc).Ticks;
        Assert.Contains("UUID version 1", moments.In(new Guid((int)count, (short)(count >> 32), (short)((count >> 48) | 0x1000), 0x80, 1, 2, 3, 4, 5, 6, 7).ToByteArray(bigEndian: true)));
        Assert.Contains("ObjectId", moments.In([7, .. "_id\0"u8, .. Eight(now.ToUnixTimeSeconds() << 32, big: true), 0, 0, 0, 0]));
        Assert.Empty(moments.In(Encoding.ASCII.GetBytes($"{now:yyyy-MM-dd}")));
    }

    [Fact]
    public void Control_a_size_and_a_trace_that_were_kept_are_found()
    {
        Directory.CreateDirectory(_world.Data);
        File.WriteAllBytes(Path.Combine(_world.Data, "kept"), [1, .. BitConverter.GetBytes((long)Size), .. Encoding.UTF8.GetBytes($"{Traces[1]} {Traces[3]}")]);
        Assert.Contains(Sizes(Size), size => World.FilesWith(_world.Data, size).Length == 1);
        Assert.All((int[])[1, 3], one => Assert.Single(World.FilesWith(_world.Data, Encoding.UTF8.GetBytes(Traces[one]))));
    }

    /// <summary>Each as a number of eight octets and as digits.</summary>
    private static IEnumerable<byte[]> Sizes(params int[] sizes) => sizes.SelectMany(size =>
        (byte[][])[BitConverter.GetBytes((long)size), [.. BitConverter.GetBytes((long)size).Reverse()], Encoding.ASCII.GetBytes($"{size},"), Encoding.ASCII.GetBytes($"\"{size}\"")]);

    private byte[] Seal(string name)
    {
        var (account, picture, sealedTo) = (Path.Combine(_world.Folder, "home", $"{name}.txt"), Path.Combine(_world.Folder, "home", "her-own-name.txt"), Path.Combine(_world.Folder, "sealed", name));
        File.WriteAllText(account, "seen at the bridge");
        File.WriteAllBytes(picture, new byte[Size]);
        _world.Source("seal", "--keyring", World.ExampleKeyring, "--root", World.ExampleRoot, "--message", account, "--attach", picture, "--out", sealedTo).MustBe(0);
        return File.ReadAllBytes(Path.Combine(sealedTo, "001.pgp"));
    }

    /// <summary>As a page does without a script, from a browser and through a proxy that tell all they can.</summary>
    private async Task<int> SendFormAsync(byte[] octets)
    {
        using var form = new MultipartFormDataContent { { new ByteArrayContent(octets), "file", "her-own-name.pgp" } };
        using var request = new HttpRequestMessage(HttpMethod.Post, "/submissions") { Content = form };
        foreach (var (name, value) in ((string, string)[])[("User-Agent", Traces[0]), ("X-Forwarded-For", Traces[1]), ("X-Real-IP", Traces[1]), ("Forwarded", $"for=\"[{Traces[2]}]\""),
            ("Referer", $"https://{Traces[4]}/"), ("Accept-Language", Traces[5]), ("Cookie", $"id={Traces[6]}")]) request.Headers.TryAddWithoutValidation(name, value);
        using var answer = await _world.Http.SendAsync(request);
        return (int)answer.StatusCode;
    }

    private void Keep(Outcome outcome) => _said.Append(outcome.Output).Append(outcome.Errors);
}
