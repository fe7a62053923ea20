using System.Diagnostics;
using SecureDrop.Formats.Control;
using SecureDrop.Tests;

namespace SecureDrop.Operator.Tests;

public sealed class DailyTests
{
    [Fact]
    public async Task Status_is_words_for_people_and_json_for_scripts()
    {
        await using var table = await OperatorTable.SetAsync();
        Assert.Equal(0, await table.RunAsync("status"));
        Assert.Contains("waiting     2", table.Output, StringComparison.Ordinal);
        Assert.Equal(0, await table.RunAsync("status", "--json"));
        Assert.StartsWith("{\"intake\":\"open\"", table.Output, StringComparison.Ordinal);
        Assert.Contains("\"sealingDaysLeft\":8,\"signingDaysLeft\":70,\"urgency\":\"warning\"}", table.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_vault_that_has_forgotten_its_keyring_is_told_by_status_before_anything_is_taken_in()
    {
        await using var table = await OperatorTable.SetAsync();
        table.Gateway.Keyring = null;
        Assert.Equal(0, await table.RunAsync("status"));
        var words = table.Output.Replace("\n            ", " ", StringComparison.Ordinal);
        Assert.Contains("\nkeyring     DANGER: keyring.pin is there but the vault holds no keyring", words, StringComparison.Ordinal);
        Assert.Contains("\nnext        stop the gateway, keep a copy", words, StringComparison.Ordinal);
        table.Gateway.Intake = "restore"; // the control: a restore that was cut short leaves the same, and says itself what is next
        Assert.Equal(0, await table.RunAsync("status"));
        Assert.DoesNotContain("DANGER", table.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(61, "until 2027-01-23, 61 days left\n")]
    [InlineData(60, "60 days left; note: the next keyring is to be planned")]
    [InlineData(31, "31 days left; note:")]
    [InlineData(30, "30 days left; warning: have the next keyring made")]
    [InlineData(8, "8 days left; warning:")]
    [InlineData(7, "7 days left; URGENT: install the next keyring now")]
    [InlineData(1, "1 day left; URGENT")]
    [InlineData(0, "today is the last day; URGENT")]
    [InlineData(-1, "until 2026-11-22, 1 day ago; CLOSED until the next keyring is installed")]
    public async Task The_days_that_a_keyring_has_left_are_told_ever_more_urgently(int days, string words)
    {
        await using var table = await OperatorTable.SetAsync();
        table.Gateway.SealsUntil = Organisation.Today.AddDays(days);
        Assert.Equal(0, await table.RunAsync("status"));
        Assert.Contains("\nsealing     until ", table.Output, StringComparison.Ordinal);
        Assert.Contains(words, table.Output.Replace("\n            ", " ", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Contains("\nsigning     until 2027-02-01, 70 days left\n", table.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_gateway_that_does_not_run_is_told()
    {
        await using var table = await OperatorTable.SetAsync();
        await table.Gateway.DisposeAsync();
        Assert.Equal(3, await table.RunAsync("status"));
        table.AssertTold("no gateway answers");
    }

    [Fact]
    public async Task A_purge_names_who_has_not_acknowledged_yet()
    {
        await using var table = await OperatorTable.SetAsync();
        table.Gateway.Waiting = [new PurgeWaiting(7, [$"{Organisation.One.Holder.Primary}"])];
        Assert.Equal(0, await table.RunAsync("purge"));
        Assert.Contains($"purged 1 submission\nentry 7 waits for {Organisation.One.Holder.Primary.Grouped()}\n", table.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_purge_without_a_holder_says_why_nothing_is_purged()
    {
        await using var table = await OperatorTable.SetAsync();
        table.Gateway.Waiting = [new PurgeWaiting(7, []), new PurgeWaiting(8, [])];
        Assert.Equal(0, await table.RunAsync("purge"));
        Assert.Contains("\nno holder is named in the keyring, so nothing is purged without --forced\n", table.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("waits for", table.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_mistake_in_the_words_is_told_in_its_own_lines_and_stdout_stays_empty()
    {
        await using var table = await OperatorTable.SetAsync();
        Assert.Equal(2, await table.RunAsync("keyring", "verify", "--json"));
        Assert.Equal("", table.Output);
        Assert.Equal("Required argument 'FILE' missing for command: 'verify'.\nsee securedrop-operator keyring verify --help\n", table.Error);
        Assert.Equal(0, await table.RunAsync("--version")); // beside --data
    }

    [Fact]
    public async Task A_file_that_is_missing_or_a_folder_is_told_by_its_name_in_our_words()
    {
        await using var table = await OperatorTable.SetAsync();
        Assert.Equal(3, await table.RunAsync("acknowledge", table.PathOf("none")));
        table.AssertTold($"{table.PathOf("none")} is not there\n");
        Assert.Equal(3, await table.RunAsync("keyring", "install", table.Medium, "--yes"));
        table.AssertTold($"{table.Medium} is a folder, not a file\n");
        Assert.Equal(3, await table.ExportAsync(to: table.PathOf("passphrase")));
        table.AssertTold($"{table.PathOf("passphrase")} is a file, not a folder\n");
        Assert.Equal(3, await table.RunAsync("export", "--to", table.Medium, "--signing-key", table.PathOf("operator.asc"), "--passphrase-file", table.PathOf("none")));
        table.AssertTold($"{table.PathOf("none")} is not there\n");
    }

    [Fact]
    public async Task A_date_is_confirmed_only_by_a_yes()
    {
        await using var table = await OperatorTable.SetAsync();
        Assert.Equal(1, await table.RunAsync("confirm-clock"));
        table.AssertTold("is it 2026-11-23 (UTC) today? (yes/no)");
        table.AssertTold("intake is open, and no date waits");
        table.Gateway.Intake = "clock";
        Assert.Equal(1, await table.RunAsync("confirm-clock"));
        table.AssertTold("not confirmed: intake stays closed");
        Assert.Empty(table.Gateway.Told);
        Assert.Equal(0, await table.RunAsync("confirm-clock", "--yes", "--json"));
        Assert.Equal("""{"today":"2026-11-23"}""", table.Output.TrimEnd());
        Assert.StartsWith("/clock", Assert.Single(table.Gateway.Told), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_courier_s_file_name_does_not_steer_the_terminal()
    {
        await using var table = await OperatorTable.SetAsync();
        Assert.Equal(0, await table.RunAsync("import", table.Put("a\u001b[2J\nnew", [1])));
        Assert.EndsWith("/a\\u{1B}[2J\\u{A}new\n", table.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("purge", "--forced", "3")]
    [InlineData("purge", "--reason", "spam")]
    [InlineData("purge", "--forced", "3", "--reason", "two\nlines")]
    public async Task A_forced_purge_needs_entries_and_a_reason_that_fits_the_ledger(params string[] words)
    {
        await using var table = await OperatorTable.SetAsync();
        Assert.Equal(2, await table.RunAsync(words));
        table.AssertTold("reason");
        Assert.Empty(table.Gateway.Told);
    }

    [Theory]
    [InlineData("export", "--to", "medium", "--from", "abc")]
    [InlineData("export", "--to", "medium", "--from", "0")]
    [InlineData("export", "--to", "medium", "--from")]
    [InlineData("purge", "--reason", "spam", "--forced", "x")]
    [InlineData("purge", "--reason", "spam", "--forced", "3", "-4")]
    public async Task What_is_no_number_of_an_entry_is_wrong_usage(params string[] words)
    {
        await using var table = await OperatorTable.SetAsync();
        Assert.Equal(2, await table.RunAsync(words));
        Assert.Empty(table.Gateway.Told);
    }

    [Fact]
    public async Task A_forced_purge_hands_on_entries_and_reason()
    {
        await using var table = await OperatorTable.SetAsync();
        Assert.Equal(0, await table.RunAsync("purge", "--forced", "3", "4", "--reason", "floods the disk"));
        Assert.Equal("""/purge {"forced":[3,4],"reason":"floods the disk"}""", Assert.Single(table.Gateway.Told));
    }

    [Fact]
    public async Task One_refused_file_of_a_courier_does_not_stop_the_others()
    {
        await using var table = await OperatorTable.SetAsync();
        var (one, empty, late) = (table.Put("one", [1]), table.Put("empty", []), table.Put("late", [(byte)'L']));
        Assert.Equal(1, await table.RunAsync("import", one, empty, one, late));
        Assert.Equal(["new", "refused", "duplicate", "late"], Outcomes(table));
        Assert.Contains("body_empty", table.Output, StringComparison.Ordinal);
        table.AssertTold("1 of the files was refused");
        Assert.Equal(1, await table.RunAsync("import", empty));
        table.AssertTold("the file was refused");
        Assert.DoesNotContain("the others", table.Error, StringComparison.Ordinal);
        Assert.Equal(0, await table.RunAsync("import", late));
    }

    [Fact]
    public async Task A_file_that_cannot_be_read_or_sent_does_not_stop_those_behind_it()
    {
        await using var table = await OperatorTable.SetAsync();
        table.Gateway.OnBody = (body, context) =>
        {
            if (body is not [(byte)'X']) return false;
            context.Abort();
            return true;
        };
        var (missing, cut, huge, one) = (table.PathOf("none"), table.Put("cut", [(byte)'X']), table.Put("huge", []), table.Put("one", [1]));
        using (var sparse = File.OpenWrite(huge)) sparse.SetLength(97 << 20);
        Assert.Equal(3, await table.RunAsync("import", missing, cut, one));
        Assert.Equal(["failed", "failed", "new"], Outcomes(table));
        table.AssertTold("2 of the files did not get in");
        Assert.Equal(1, await table.RunAsync("import", huge, one));
        Assert.Equal(["refused", "duplicate"], Outcomes(table));
        Assert.Contains("too_large", table.Output, StringComparison.Ordinal);
        Assert.Equal(3, await table.RunAsync("import", missing));
        table.AssertTold("the file did not get in");
    }

    [NeedsFact("mkfifo")]
    public async Task A_pipe_is_a_file_and_an_empty_name_is_none_and_neither_stops_the_others()
    {
        await using var table = await OperatorTable.SetAsync();
        var (pipe, one) = (table.PathOf("pipe"), table.Put("one", [1]));
        using (var made = Process.Start("mkfifo", [pipe])) await made.WaitForExitAsync();
        var writing = Task.Run(() => File.WriteAllBytes(pipe, [2]));
        Assert.Equal(3, await table.RunAsync("import", "", pipe, one));
        await writing;
        Assert.Equal(["failed", "new", "new"], Outcomes(table));
        Assert.Contains([2], table.Gateway.Items);
    }

    private static IEnumerable<string> Outcomes(OperatorTable table) =>
        table.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(' ')[0]);
}
