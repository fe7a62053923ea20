using System.Diagnostics;
using System.Security.Cryptography;
using SecureDrop.Formats.Control;

namespace SecureDrop.Operator.Tests;

/// <summary>
/// The at-rest key at its source. At every moment the gateway's key must be in FILE or in FILE.next, since those are what a start tries; whatever the
/// moment, the same command must then finish.
/// </summary>
public sealed class AtRestKeyTests
{
    private static async Task<(OperatorTable Table, string File)> SetAsync()
    {
        var table = await OperatorTable.SetAsync();
        var key = RandomNumberGenerator.GetBytes(32);
        table.Gateway.AtRestKey = key;
        var file = table.Put("at-rest.key", key);
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        return (table, file);
    }

    private static bool OpensAgain(OperatorTable table, string file) =>
        new[] { file, file + ".next" }.Any(one => File.Exists(one) && File.ReadAllBytes(one).AsSpan().SequenceEqual(table.Gateway.AtRestKey));

    private static async Task AssertFinishesAsync(OperatorTable table, string file)
    {
        Assert.True(OpensAgain(table, file), "neither file opens the vault");
        Assert.True(await table.RunAsync("at-rest-key", "rotate", "--key", file) == 0, table.Error);
        Assert.Equal(table.Gateway.AtRestKey, File.ReadAllBytes(file));
        Assert.False(File.Exists(file + ".next"));
    }

    private static string Run(string program, params string[] words)
    {
        using var running = Process.Start(new ProcessStartInfo(program, words) { RedirectStandardOutput = true }) ?? throw new InvalidOperationException(program);
        return running.StandardOutput.ReadToEnd();
    }

    [Fact]
    public async Task A_rotation_leaves_one_key_in_one_file_of_its_owner()
    {
        var (table, file) = await SetAsync();
        await using var _ = table;
        var old = File.ReadAllBytes(file);
        // What root changes stays the gateway's own, and as private as it was.
        const UnixFileMode forGroup = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead;
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(file, forGroup);
        if (Environment.IsPrivilegedProcess) Run("chown", "12345:54321", file);
        await AssertFinishesAsync(table, file);
        if (Environment.IsPrivilegedProcess) Assert.Equal("12345:54321\n", Run("stat", "-c", "%u:%g", file));
        Assert.NotEqual(old, File.ReadAllBytes(file));
        Assert.True(OperatingSystem.IsWindows() || File.GetUnixFileMode(file) == forGroup);
        Assert.Equal([file], Directory.GetFiles(Path.GetDirectoryName(file) ?? "", "at-rest*"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_gateway_that_dies_before_or_after_it_has_sealed_the_ring_loses_nothing(bool sealedBefore)
    {
        var (table, file) = await SetAsync();
        await using var _ = table;
        table.Gateway.OnBody = (body, context) =>
        {
            if (body[..32].AsSpan().SequenceEqual(body.AsSpan(32))) return false; // only asked whether it is this key
            if (sealedBefore) table.Gateway.AtRestKey = body[32..];
            context.Abort();
            return true;
        };
        Assert.Equal(3, await table.RunAsync("at-rest-key", "rotate", "--key", file));
        table.AssertTold("the connection to the gateway was lost");
        Assert.True(OperatingSystem.IsWindows() || File.GetUnixFileMode(file + ".next") == (UnixFileMode.UserRead | UnixFileMode.UserWrite));
        table.Gateway.OnBody = (_, _) => false;
        await AssertFinishesAsync(table, file);
    }

    [Theory]
    [InlineData("making")] // killed while the next key was written
    [InlineData("next")] // before it was handed over
    [InlineData("sealed")] // before anything was renamed
    [InlineData("overwritten")] // when the old octets were overwritten, before the rename
    public async Task An_operator_who_is_killed_at_any_step_gives_the_same_command_again(string step)
    {
        var (table, file) = await SetAsync();
        await using var _ = table;
        var next = RandomNumberGenerator.GetBytes(32);
        File.WriteAllBytes(step == "making" ? $"{file}.next.{Environment.ProcessId}" : file + ".next", step == "making" ? next[..7] : next);
        if (step is "sealed" or "overwritten") table.Gateway.AtRestKey = next;
        if (step is "overwritten") File.WriteAllBytes(file, RandomNumberGenerator.GetBytes(32));
        await AssertFinishesAsync(table, file);
        if (step != "making") Assert.Equal(next, File.ReadAllBytes(file));
    }

    [Theory]
    [InlineData(true)] // another run, or a gateway that starts, has put it in the file's place
    [InlineData(false)] // and one more has begun since
    public async Task Two_rotations_at_once_never_write_over_the_key_that_opens_the_vault(bool isLast)
    {
        var (table, file) = await SetAsync();
        await using var _ = table;
        table.Gateway.OnBody = (body, _) =>
        {
            if (body[..32].AsSpan().SequenceEqual(body.AsSpan(32))) return false;
            table.Gateway.AtRestKey = body[32..];
            File.Move(file + ".next", file, overwrite: true);
            if (!isLast) File.WriteAllBytes(file + ".next", RandomNumberGenerator.GetBytes(32));
            return false;
        };
        Assert.Equal(isLast ? 0 : 3, await table.RunAsync("at-rest-key", "rotate", "--key", file));
        if (!isLast) table.AssertTold("another rotation is under way");
        Assert.Equal(table.Gateway.AtRestKey, File.ReadAllBytes(file));
        table.Gateway.OnBody = (_, _) => false;
        await AssertFinishesAsync(table, file);
    }

    [Fact] // the control of the above: an order that is wrong is noticed by the same look
    public async Task Renamed_before_the_gateway_has_answered_no_file_would_open_the_vault()
    {
        var (table, file) = await SetAsync();
        await using var _ = table;
        File.WriteAllBytes(file, RandomNumberGenerator.GetBytes(32));
        Assert.False(OpensAgain(table, file));
    }

    [Fact]
    public async Task A_file_that_is_not_the_gateway_s_key_is_refused_and_stays_as_it_is()
    {
        var (table, _) = await SetAsync();
        await using var __ = table;
        var (other, passphrase) = (table.Put("other.key", new byte[32]), table.PathOf("passphrase"));
        Assert.Equal(1, await table.RunAsync("at-rest-key", "rotate", "--key", other));
        table.AssertTold("(at_rest_key_differs)");
        Assert.Equal((true, false), (new byte[32].AsSpan().SequenceEqual(File.ReadAllBytes(other)), File.Exists(other + ".next")));
        Assert.Equal(1, await table.RunAsync("at-rest-key", "rotate", "--key", passphrase));
        table.AssertTold("is no at-rest key");
        Assert.False(File.Exists(passphrase + ".next"));
    }

    [Fact]
    public async Task A_lockdown_needs_its_word_and_then_leaves_no_key_and_a_closed_door()
    {
        var (table, file) = await SetAsync();
        await using var _ = table;
        File.WriteAllBytes(file + ".next", RandomNumberGenerator.GetBytes(32));
        var mark = Path.Combine(table.Data, DataFiles.LockdownMark);
        table.Typed = "yes\n";
        Assert.Equal(1, await table.RunAsync("lockdown", "--key", file));
        table.AssertTold("you did not type the word");
        Assert.Equal((true, false), (File.Exists(file), File.Exists(mark)));

        // The socket's file gone, so that the process found is none: it would be this test.
        File.Delete(Path.Combine(table.Data, "control.sock"));
        table.Typed = "lockdown\n";
        Assert.True(await table.RunAsync("lockdown", "--key", file) == 0, table.Error);
        Assert.Contains($"destroyed: {file} and {file}.next overwritten and removed", table.Output, StringComparison.Ordinal);
        Assert.Contains("none answered, and nothing holds the vault", table.Output, StringComparison.Ordinal);
        Assert.Contains("not reached", table.Output, StringComparison.Ordinal);
        Assert.Equal((false, false, true), (File.Exists(file), File.Exists(file + ".next"), File.Exists(mark)));

        Assert.Equal(0, await table.RunAsync("lockdown", "--key", file, "--yes")); // again
        Assert.Contains("an earlier lockdown destroyed it", table.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_lockdown_with_a_wrong_name_for_the_key_does_not_say_that_all_is_destroyed()
    {
        var (table, file) = await SetAsync();
        await using var _ = table;
        Assert.Equal(3, await table.RunAsync("lockdown", "--yes", "--key", table.PathOf("none")));
        table.AssertTold("is not there, so nothing was done");
        Assert.Equal(1, await table.RunAsync("lockdown", "--yes", "--key", table.PathOf("passphrase")));
        table.AssertTold("is no at-rest key");
        var other = table.Put("other.key", new byte[32]);
        Assert.Equal(1, await table.RunAsync("lockdown", "--yes", "--key", other));
        table.AssertTold("(at_rest_key_differs): intake is closed, nothing was destroyed");
        Assert.True(File.Exists(other) && File.Exists(file) && File.Exists(Path.Combine(table.Data, DataFiles.LockdownMark)));
        // A mark alone does not make a missing file one that was destroyed.
        Assert.Equal(3, await table.RunAsync("lockdown", "--yes", "--key", table.PathOf("none")));
        table.AssertTold("is not there, so nothing was done");
    }

    [Fact]
    public async Task A_lockdown_that_may_not_write_in_the_data_directory_destroys_the_key_all_the_same()
    {
        var (table, file) = await SetAsync();
        await using var _ = table;
        File.Delete(Path.Combine(table.Data, "control.sock"));
        Directory.CreateDirectory(Path.Combine(table.Data, $"{DataFiles.LockdownMark}.new"));
        Assert.Equal(3, await table.RunAsync("lockdown", "--yes", "--key", file));
        table.AssertTold("see that --data names the gateway's data directory");
        Assert.False(File.Exists(file));
    }

    [Fact]
    public async Task A_lockdown_that_cannot_end_who_holds_the_vault_destroys_the_key_and_says_so()
    {
        var (table, file) = await SetAsync();
        await using var _ = table;
        File.Delete(Path.Combine(table.Data, "control.sock"));
        await using (new FileStream(Path.Combine(table.Data, DataFiles.Hold), FileMode.Create, FileAccess.ReadWrite, FileShare.None))
            Assert.Equal(3, await table.RunAsync("lockdown", "--yes", "--key", file));
        table.AssertTold("a process that could not be ended holds the vault");
        Assert.False(File.Exists(file));
    }
}
