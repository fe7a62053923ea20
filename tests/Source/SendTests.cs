using SecureDrop.Formats;
using SecureDrop.Formats.Puzzles;

namespace SecureDrop.Source.Tests;

public sealed class SendTests
{
    [Fact]
    public async Task Parts_are_sent_once_however_often_one_sends()
    {
        using var desk = new Desk();
        using var gateway = new FakeGateway();
        await desk.SealAsync("out", "--attach", desk.Write("f", new byte[40_000]), "--part-size", "16K");
        var files = desk.Files("out");

        Assert.Equal(0, await desk.RunAsync(["send", "--to", gateway.Address, "--json", .. files]));
        Assert.Equal(files.Length, desk.Json.GetProperty("parts").GetArrayLength());
        Assert.Equal(files.Length, gateway.Taken.Count);
        Assert.All(files, file => Assert.Equal(File.ReadAllBytes(file), gateway.Taken[Receipt.Of(Sha256Hash.Of(File.ReadAllBytes(file))).ToString()]));

        gateway.Heads.Clear();
        Assert.Equal(0, await desk.RunAsync(["send", "--to", gateway.Address, .. files]));
        Assert.All(gateway.Heads, head => Assert.StartsWith("POST /receipts ", head, StringComparison.Ordinal));
    }

    [Fact]
    public async Task No_header_names_the_device()
    {
        using var desk = new Desk();
        using var gateway = new FakeGateway();
        await desk.SealAsync("out");
        await desk.RunAsync(["send", "--to", gateway.Address, .. desk.Files("out")]);

        Assert.NotEmpty(gateway.Heads);
        Assert.All(gateway.Heads, head => Assert.Equal(
            ["Accept", .. head.StartsWith("POST /submissions ", StringComparison.Ordinal) ? ["Content-Digest"] : Array.Empty<string>(), "Content-Length", "Content-Type", "Host"],
            head.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(line => line.Split(':')[0]).Order(StringComparer.Ordinal)));
    }

    [Fact]
    public async Task A_cut_line_and_a_busy_gateway_are_tried_again_until_the_same_receipt_comes()
    {
        using var desk = new Desk();
        using var gateway = new FakeGateway();
        await desk.SealAsync("out");
        gateway.Next(FakeGateway.Answer(200, Unknown(desk))).Next(FakeGateway.Answer(503, """{"code":"busy"}""", "Retry-After: 0\r\n"))
            .Next(FakeGateway.Answer(429, """{"code":"rate_limited"}""")).Next(FakeGateway.Answer(408, "")).Next(null);

        Assert.Equal(0, await desk.RunAsync(["send", "--to", gateway.Address, .. desk.Files("out")]));
        Assert.Single(gateway.Taken);
        Assert.Equal(6, gateway.Heads.Count);
        Assert.Contains("busy; trying again", desk.Notes, StringComparison.Ordinal);
        Assert.Contains("waiting", desk.Results, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_gateway_under_pressure_gets_its_puzzles_solved_and_the_same_body()
    {
        using var desk = new Desk();
        using var gateway = new FakeGateway();
        await desk.SealAsync("out");
        gateway.Next(FakeGateway.Answer(200, Unknown(desk))).Next(FakeGateway.Answer(429, Asking("one", 8))).Next(FakeGateway.Answer(429, Asking("two", 10)));

        Assert.Equal(0, await desk.RunAsync(["send", "--to", gateway.Address, .. desk.Files("out")]));
        var submissions = gateway.Heads.Skip(1).ToArray();
        Assert.Equal(3, submissions.Length);
        var digest = ContentDigest.Of(Sha256Hash.Of(File.ReadAllBytes(desk.Files("out")[0])));
        Assert.All(submissions, head => Assert.Contains($"Content-Digest: {digest}\r\n", head, StringComparison.Ordinal));
        Assert.DoesNotContain("Puzzle-Solution", submissions[0], StringComparison.Ordinal);
        AssertSolved(submissions[1], "one", 8);
        AssertSolved(submissions[2], "two", 10);
        Assert.Contains("the gateway is under pressure; working to be let in, about 256 tries\n", desk.Notes.ReplaceLineEndings("\n"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_gateway_that_never_has_enough_is_waited_for_and_one_that_asks_too_much_is_not_worked_for()
    {
        using var desk = new Desk();
        using var gateway = new FakeGateway();
        await desk.SealAsync("out");
        gateway.Next(FakeGateway.Answer(200, Unknown(desk)));
        for (var i = 0; i < 6; i++) gateway.Next(FakeGateway.Answer(429, Asking("again", 1)));
        gateway.Next(FakeGateway.Answer(429, Asking("hard", 25)));

        Assert.Equal(0, await desk.RunAsync(["send", "--to", gateway.Address, .. desk.Files("out")]));
        // Six that are answered with a puzzle, then a pause; the next asks for more than anybody does, then a pause.
        Assert.Equal(1 + 6 + 1 + 1, gateway.Heads.Count);
        // Five that were solved; and after each pause the last of them once more, since it may still count.
        Assert.Equal(5 + 2, gateway.Heads.Count(head => head.Contains("Puzzle-Solution: again.", StringComparison.Ordinal)));
        Assert.Equal(5, desk.Notes.Split("working to be let in").Length - 1);
        Assert.DoesNotContain(gateway.Heads, head => head.Contains("hard", StringComparison.Ordinal));
        Assert.Equal(2, desk.Notes.Split("trying again").Length - 1);
    }

    [Fact]
    public async Task Turned_away_or_cut_off_with_a_solved_puzzle_she_solves_no_second_one()
    {
        using var desk = new Desk();
        using var gateway = new FakeGateway();
        await desk.SealAsync("out");
        gateway.Next(FakeGateway.Answer(200, Unknown(desk))).Next(FakeGateway.Answer(429, Asking("one", 8)))
            .Next(FakeGateway.Answer(429, """{"code":"rate_limited"}""", "Retry-After: 0\r\n")).Next(null)
            .Next(FakeGateway.Answer(429, Asking("two", 8))); // the first no longer counts

        Assert.Equal(0, await desk.RunAsync(["send", "--to", gateway.Address, .. desk.Files("out")]));
        var submissions = gateway.Heads.Skip(1).ToArray();
        Assert.Equal(["", "one", "one", "one", "two"], submissions.Select(head => head.Contains("Puzzle-Solution", StringComparison.Ordinal) ? head.Split("Puzzle-Solution: ")[1].Split('.')[0] : ""));
        Assert.Equal(2, desk.Notes.Split("working to be let in").Length - 1);
    }

    [Fact]
    public async Task A_flood_of_questions_keeps_nobody_from_sending()
    {
        using var desk = new Desk();
        using var gateway = new FakeGateway();
        await desk.SealAsync("out");
        gateway.Next(FakeGateway.Answer(429, """{"code":"rate_limited"}""", "Retry-After: 89\r\n")).Next(FakeGateway.Answer(429, Asking("one", 8)));

        Assert.Equal(0, await desk.RunAsync(["send", "--to", gateway.Address, .. desk.Files("out")]));
        Assert.Single(gateway.Taken);
        Assert.DoesNotContain("trying again", desk.Notes, StringComparison.Ordinal);
        // Control: who only asks has nothing else to do than to wait.
        gateway.Next(FakeGateway.Answer(429, """{"code":"rate_limited"}""", "Retry-After: 0\r\n"));
        Assert.Equal(0, await desk.RunAsync(["check", "--to", gateway.Address, gateway.Taken.Keys.Single()]));
        Assert.Contains("trying again", desk.Notes, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refusal_is_told_and_not_tried_again()
    {
        using var desk = new Desk();
        using var gateway = new FakeGateway();
        await desk.SealAsync("out");
        gateway.Next(FakeGateway.Answer(200, Unknown(desk))).Next(FakeGateway.Answer(422, """{"status":422,"code":"recipient_retired","title":"Retired"}"""));

        Assert.Equal(1, await desk.RunAsync(["send", "--to", gateway.Address, .. desk.Files("out")]));
        Assert.Equal(2, gateway.Heads.Count);
        Assert.Contains("refuses it: recipient_retired: Retired.\n", desk.Notes, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(200, """{"receipt":"RECEIPT","state":"opened\u001b[2J"}""")]
    [InlineData(200, """{"receipt":"RECEIPT","state":"lost"}""")]
    [InlineData(422, """{"code":"x\u001b]0;x\u0007","title":"\u202eturned\u009b2J"}""")]
    public async Task A_hostile_gateway_does_not_steer_the_terminal(int status, string answer)
    {
        using var desk = new Desk();
        using var gateway = new FakeGateway();
        await desk.SealAsync("out");
        var receipt = Receipt.Of(Sha256Hash.Of(File.ReadAllBytes(desk.Files("out")[0])));
        // To what is asked first, and to what is sent.
        for (var i = 0; i < 2; i++) gateway.Next(FakeGateway.Answer(status, answer.Replace("RECEIPT", $"{receipt}", StringComparison.Ordinal)));

        Assert.Equal(1, await desk.RunAsync(["send", "--to", gateway.Address, .. desk.Files("out")]));
        Assert.Equal("", desk.Results);
        Assert.DoesNotContain(desk.Notes, letter => char.IsControl(letter) && letter is not ('\n' or '\r') || letter == '\u202e');
    }

    [Fact]
    public async Task A_gateway_that_stays_away_ends_with_3()
    {
        using var desk = new Desk();
        using var gateway = new FakeGateway();
        await desk.SealAsync("out");
        for (var i = 0; i < 9; i++) gateway.Next(FakeGateway.Answer(503, """{"code":"intake_closed"}"""));

        Assert.Equal(3, await desk.RunAsync(["send", "--to", gateway.Address, .. desk.Files("out")]));
        Assert.Contains("intake_closed", desk.Notes, StringComparison.Ordinal);
        // Who watches is told once how long it goes on, and each time how far it is; those who are let in at once are not.
        Assert.Equal(2, desk.Notes.Split("pauses grow to 2 minutes at most; after 7 more tries it gives up").Length);
        Assert.Matches(@"(?s)s \(1 of 7\)\n.* s \(7 of 7\)\n", desk.Notes);
        Assert.Empty(gateway.Taken);
        await desk.RunAsync(["send", "--to", gateway.Address, .. desk.Files("out")]);
        Assert.Single(gateway.Taken);
        Assert.DoesNotContain("gives up", desk.Notes, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("send", "What was sent is there; sending again is harmless.")]
    [InlineData("submit", "Nothing whole is known to have arrived. To try again with the same receipt, use seal and then send.")]
    [InlineData("check", "Nothing was sent; ask again later.")]
    public async Task Where_no_gateway_runs_each_command_says_what_is_true_of_it(string command, string hint)
    {
        using var desk = new Desk();
        string address;
        using (var gateway = new FakeGateway()) address = gateway.Address;
        await desk.SealAsync("out");
        string[] what = command switch
        {
            "send" => desk.Files("out"),
            "submit" => ["--keyring", Desk.Keyring, "--root", Desk.Root, "--message", desk.PathOf("message.txt")],
            _ => [Receipt.Of(Sha256Hash.Of("some"u8)).Digits],
        };

        Assert.Equal(3, await desk.RunAsync([command, "--to", address, .. what]));
        Assert.Contains("The gateway did not answer: Connection refused", desk.Notes, StringComparison.Ordinal);
        Assert.EndsWith($"hint: Is the gateway running? {hint}\n", desk.Notes, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_receipt_than_that_of_the_message_is_not_believed()
    {
        using var desk = new Desk();
        using var gateway = new FakeGateway();
        await desk.SealAsync("out");
        var other = Receipt.Of(Sha256Hash.Of("other"u8));
        gateway.Next(FakeGateway.Answer(200, Unknown(desk))).Next(FakeGateway.Answer(201, $$"""{"receipt":"{{other}}","state":"waiting"}"""));

        Assert.Equal(1, await desk.RunAsync(["send", "--to", gateway.Address, .. desk.Files("out")]));
    }

    [Fact]
    public async Task Plaintext_named_by_mistake_never_leaves()
    {
        using var desk = new Desk();
        using var gateway = new FakeGateway();

        Assert.Equal(1, await desk.RunAsync("send", "--to", gateway.Address, desk.Write("letter.txt", "my name is")));
        Assert.Contains("not_openpgp", desk.Notes, StringComparison.Ordinal);
        Assert.Contains("hint: Seal it first", desk.Notes, StringComparison.Ordinal);
        Assert.Empty(gateway.Heads);
    }

    [Fact]
    public async Task An_armored_file_is_sent_binary_under_the_same_receipt()
    {
        using var desk = new Desk();
        using var gateway = new FakeGateway();
        await desk.SealAsync("out");
        var octets = File.ReadAllBytes(desk.Files("out")[0]);

        Assert.Equal(0, await desk.RunAsync("send", "--to", gateway.Address, desk.Write("a.asc", Formats.OpenPgp.Armor.Write("PGP MESSAGE", octets))));
        Assert.Equal(octets, gateway.Taken.Values.Single());
    }

    [Fact]
    public async Task A_submission_goes_out_whole_and_leaves_only_the_pin()
    {
        using var desk = new Desk();
        using var gateway = new FakeGateway();
        var message = desk.Write("message.txt", "مرحبا\n");
        var attachment = desk.Write("f", new byte[100_000]);

        Assert.Equal(0, await desk.RunAsync(
            "submit", "--to", gateway.Address, "--keyring", Desk.Keyring, "--root", Desk.Root, "--message", message, "--attach", attachment, "--part-size", "16K", "--json"));
        var receipts = desk.Json.GetProperty("parts").EnumerateArray().Select(part => part.GetProperty("receipt").GetString()).ToArray();
        Assert.Equal(receipts.Order(StringComparer.Ordinal), gateway.Taken.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(receipts[0], desk.Json.GetProperty("receipt").GetString());
        Assert.Equal(["f", "message.txt"], desk.FileNames());
        Assert.Single(desk.Files("home"));
    }

    [Fact]
    public async Task A_receipt_is_asked_for_in_any_script_and_in_groups()
    {
        using var desk = new Desk();
        using var gateway = new FakeGateway();
        var receipt = Receipt.Of(Sha256Hash.Of("some"u8)).ToString();
        gateway.Taken[receipt] = [];
        var arabic = string.Concat(receipt.Select(digit => char.IsAsciiDigit(digit) ? (char)(digit - '0' + '\u0660') : digit));
        var unknown = Receipt.Of(Sha256Hash.Of("other"u8)).ToString();

        Assert.Equal(0, await desk.RunAsync(["check", "--to", gateway.Address, arabic, .. receipt.Split(' '), unknown]));
        Assert.Equal($"{receipt}  waiting\n{receipt}  waiting\n{unknown}  unknown\n", desk.Results.ReplaceLineEndings("\n"));
    }

    [Fact]
    public async Task An_onion_name_is_given_to_the_proxy_and_to_nobody_else()
    {
        using var desk = new Desk();
        using var gateway = new FakeGateway();
        using var socks = new FakeSocks(gateway.Port);
        await desk.SealAsync("out");

        Assert.Equal(0, await desk.RunAsync(["send", "--to", "http://abcdefghijklmnop.onion", "--proxy", socks.Address, .. desk.Files("out")]));
        Assert.All(socks.Names, name => Assert.Equal("abcdefghijklmnop.onion", name));
        Assert.NotEmpty(socks.Names);
        Assert.Single(gateway.Taken);
    }

    private static string Asking(string challenge, int bits) => $$"""{"status":429,"code":"puzzle_required","title":"","bits":{{bits}},"challenge":"{{challenge}}"}""";

    private static void AssertSolved(string head, string challenge, int bits)
    {
        var solution = PuzzleSolution.Read(head.Split("Puzzle-Solution: ")[1].Split("\r\n")[0]);
        Assert.Equal(challenge, solution?.Challenge);
        Assert.True(Puzzle.Of(challenge, bits)?.IsSolvedBy(solution?.Number ?? 0));
    }

    private static string Unknown(Desk desk) =>
        $$"""{"receipt":"{{Receipt.Of(Sha256Hash.Of(File.ReadAllBytes(desk.Files("out")[0])))}}","state":"unknown"}""";
}
