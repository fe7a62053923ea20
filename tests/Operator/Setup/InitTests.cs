using SecureDrop.Formats.Control;
using SecureDrop.Operator.Setup;
using SecureDrop.Tests;

namespace SecureDrop.Operator.Tests.Setup;

/// <summary>Five answers make what a gateway needs, and an answer that would hurt later is refused before anything is made.</summary>
public sealed class InitTests : IDisposable
{
    private const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite, OwnerFolder = Owner | UnixFileMode.UserExecute;
    private readonly TempFolder _home = new();
    private string _output = "", _error = "";

    public InitTests()
    {
        // The machine's own account may be root, whose folders are refused: as an installer would, the place is given to another.
        if (Environment.UserName == "root") _home.Run("chown 1000:1000 .");
    }

    private string Data => At("vault");
    private string Key => At("keys/at-rest.key");

    [Fact]
    public async Task Five_questions_make_directories_and_key_for_their_owner_alone_and_say_how_to_go_on()
    {
        Assert.Equal(0, await RunAsync($"{Data}\n{Key}\nhttp://127.0.0.1:8080\nhttp://expyuzz4wqqyqhjn.onion\n{At("keys/operator.asc")}\n", "init"));
        Assert.Equal((OwnerFolder, OwnerFolder, Owner), (File.GetUnixFileMode(Data), File.GetUnixFileMode(At("keys")), File.GetUnixFileMode(Key)));
        Assert.Equal(AtRestKey.Size, new FileInfo(Key).Length);
        Assert.Single(new[] { _home.Path, Data, Key, At("keys") }.Select(path => FileStatus.Of(path).OrThrow().User).Distinct());
        Assert.Contains("--address http://expyuzz4wqqyqhjn.onion --seal-until 2027-11-26", _output, StringComparison.Ordinal);
        Assert.Contains($"\n$      securedrop-gateway --data {Data} --at-rest-key {Key} --urls http://127.0.0.1:8080\n", _output, StringComparison.Ordinal);
        Assert.Contains($"\n$      securedrop-operator --data {Data} doctor --at-rest-key {Key} --signing-key {At("keys/operator.asc")}\n", _output, StringComparison.Ordinal);
        Assert.Contains("\nkeys   their folders stay of mode 0700", _output, StringComparison.Ordinal);
        Assert.Contains("\n$      securedrop-reviewer keygen --role backup --name backup\n", _output, StringComparison.Ordinal);
        Assert.Contains("never  bring the secret key of the root", _output, StringComparison.Ordinal);
        Assert.Contains("\nnote   the package's unit serves other places than these", _output, StringComparison.Ordinal);
        Assert.DoesNotContain("note   no address", _output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_above_that_was_not_there_is_made_for_the_same_owner_and_told()
    {
        Assert.Equal(0, await AnswerAsync(new Dictionary<string, string> { ["data"] = At("new/vault") }));
        string[] made = [At("new"), At("new/vault"), At("keys")];
        Assert.All(made, folder => Assert.Contains($"made   {folder} (0700)\n", _output, StringComparison.Ordinal));
        Assert.Single(made.Append(_home.Path).Select(path => FileStatus.Of(path).OrThrow().User).Distinct());
    }

    [Fact]
    public void Who_has_the_packages_places_is_told_to_start_its_units_and_nobody_else()
    {
        var usual = Question.All.Aggregate(new Answers(), (answers, question) => question.Put(answers, question.Usual ?? "http://expyuzz4wqqyqhjn.onion"));
        string Start(Answers answers) => SetupWords.Of(answers, [], [], new DateOnly(2026, 11, 26)).Next[0];
        Assert.Equal("systemctl enable --now securedrop-gateway.socket securedrop-gateway.service", Start(usual));
        Assert.StartsWith("securedrop-gateway --data /srv/vault --at-rest-key ", Start(usual with { Data = "/srv/vault" }), StringComparison.Ordinal);
    }

    [Fact]
    public void What_an_empty_answer_means_is_what_the_packages_unit_and_sample_of_answers_have()
    {
        var packages = Path.Combine(Vector.Root(), "src", "Packages", "server");
        var sample = File.ReadAllLines(Path.Combine(packages, "answers"));
        Assert.Equal(5, Question.All.Count);
        Assert.All(Question.All.Where(question => question.Usual is not null), question => Assert.Contains($"{question.Key}: {question.Usual}", sample));
        var unit = File.ReadAllText(Path.Combine(packages, "securedrop-gateway.service"));
        var usual = Question.All.ToDictionary(question => question.Key, question => question.Usual);
        Assert.Contains($" --data {usual["data"]} ", unit, StringComparison.Ordinal);
        Assert.Contains($" --urls {usual["listen"]}\n", unit, StringComparison.Ordinal);
        Assert.Contains($"\nLoadCredential=keys:{Path.GetDirectoryName(usual["at-rest-key"])}\n", unit, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_second_run_writes_nothing_over_and_says_what_is_there()
    {
        Assert.Equal(0, await AnswerAsync());
        Assert.Contains($"made   {Data} (0700)\n", _output, StringComparison.Ordinal);
        var key = File.ReadAllBytes(Key);
        Directory.Delete(Data); // cut short: only some of it is there
        Assert.Equal(0, await AnswerAsync());
        Assert.Equal(key, File.ReadAllBytes(Key));
        Assert.Contains($"made   {Data} (0700)\nkept   ", _output, StringComparison.Ordinal);
        Assert.Equal(0, await AnswerAsync("--json"));
        Assert.Contains($"\"made\":[],\"there\":[\"{At("keys")}\",\"{Data}\",\"{Key}\"]", _output, StringComparison.Ordinal);
        Assert.Contains("whoever watches the line", _error, StringComparison.Ordinal); // no onion service among the addresses
    }

    [Theory]
    [InlineData("data", "vault", "is not a whole path", "begin it with /")]
    [InlineData("data", "/dev/shm/v", "others than its owner may change /dev/shm", "chmod go-w")]
    [InlineData("data", "/nowhere-owned-by-root", "belongs to root", "-o ACCOUNT")]
    [InlineData("data", "/srv/not-there-yet/vault", "belongs to root", "-o ACCOUNT /srv/not-there-yet")]
    [InlineData("data", "HOME/a/b/c", "is not there", "make it first")]
    [InlineData("data", "HOME/loose/vault", "others than its owner may change", "chmod go-w")]
    [InlineData("data", "HOME/full", "holds other things than a vault", "an empty folder")]
    [InlineData("data", "HOME/open", "is there with mode 0755", "chmod 700")]
    [InlineData("data", "HOME/answers", "is a file", "name a folder")]
    [InlineData("data", "HOME/12345678901234567890123456789012345678901234567890123456789012345678901234567890123456789012345", "is too long", "a shorter path")]
    [InlineData("at-rest-key", "HOME/a/b/c", "is not there", "install -d -m 0700 -o OWNER")]
    [InlineData("at-rest-key", "HOME/vault/key", "lies in the vault's folder", "outside")]
    [InlineData("at-rest-key", "HOME/answers", "is no at-rest key", "nothing is written over")]
    [InlineData("at-rest-key", "HOME/read.key", "others may have read it", "at-rest-key rotate")]
    [InlineData("listen", "http://0.0.0.0:8080", "can be reached from other machines", "http://127.0.0.1:8080")]
    [InlineData("listen", "https://127.0.0.1:8080", "is neither http://IP:PORT nor http://unix:/PATH", "such as")]
    [InlineData("addresses", "http://Example.onion", "is no address of a gateway", "in lower case")]
    [InlineData("addresses", "http://a.onion http://a.onion", "stands twice", "once")]
    [InlineData("signing-key", "HOME/vault/operator.asc", "lies in the vault's folder", "outside")]
    public async Task An_answer_that_would_hurt_is_refused_by_name_and_nothing_is_made(string key, string value, string what, string next)
    {
        _home.Run("mkdir -m 777 loose && mkdir -m 700 full && touch full/x && mkdir -m 755 open && head -c 32 /dev/zero > read.key && chmod 644 read.key");
        Assert.Equal(1, await AnswerAsync(new Dictionary<string, string> { [key] = value.Replace("HOME", _home.Path, StringComparison.Ordinal) }));
        Assert.Contains($"{key}: ", _error, StringComparison.Ordinal);
        Assert.Contains(what, _error, StringComparison.Ordinal);
        Assert.Contains(next, _error, StringComparison.Ordinal);
        Assert.Contains("nothing was made\nhint: ", _error, StringComparison.Ordinal);
        Assert.False(Path.Exists(Data) || Path.Exists(At("keys")));
    }

    [Fact]
    public async Task A_vault_or_key_that_would_be_gone_with_the_power_is_refused()
    {
        var memory = $"/dev/shm/sd-{Environment.ProcessId}";
        _home.Run($"mkdir -m 700 {memory}{(Environment.UserName == "root" ? $" && chown 1000:1000 {memory}" : "")}");
        Assert.Equal(1, await AnswerAsync(new Dictionary<string, string> { ["data"] = $"{memory}/vault", ["at-rest-key"] = $"{memory}/key" }));
        Assert.Contains($"data: {memory}/vault would lie on tmpfs", _error, StringComparison.Ordinal);
        Assert.Contains($"at-rest-key: {memory}/key would lie on tmpfs", _error, StringComparison.Ordinal);
        Directory.Delete(memory);
    }

    [Fact]
    public async Task A_vault_without_its_key_gets_no_new_one_that_would_not_open_it()
    {
        Directory.CreateDirectory(Data, OwnerFolder);
        File.WriteAllText(Path.Combine(Data, DataFiles.Identity), "");
        Assert.Equal(1, await AnswerAsync());
        Assert.Contains("a new key would not open it", _error, StringComparison.Ordinal);
        Assert.False(File.Exists(Key));
    }

    [Theory]
    [InlineData("", "data is not answered")]
    [InlineData("data: /a\ndata: /b\n", "line 2 answers data again")]
    [InlineData("data: /a\ncolour: green\n", "line 2 is no answer: colour: green")]
    [InlineData("data /a\n", "line 1 is no answer")]
    public async Task A_file_of_answers_is_read_strictly(string text, string what)
    {
        File.WriteAllText(At("answers"), text);
        Assert.Equal(2, await RunAsync("", "init", "--answers", At("answers")));
        Assert.Contains(what, _error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refused_answer_is_asked_for_again_and_the_end_of_the_input_makes_nothing()
    {
        Assert.Equal(2, await RunAsync($"vault\n{Data}\n{Key}\n", "init"));
        Assert.Contains("data: \"vault\" is not a whole path\nhint: begin it with /\n1  The vault's folder", _error, StringComparison.Ordinal);
        Assert.Contains("the answers end before listen", _error, StringComparison.Ordinal);
        Assert.False(Path.Exists(Data) || Path.Exists(Key));
    }

    [Fact]
    public async Task What_answers_nothing_but_what_is_refused_is_not_asked_for_ever()
    {
        Assert.Equal(2, await RunAsync(string.Concat(Enumerable.Repeat("vault\n", 1000)), "init"));
        Assert.Equal(21, _error.Split("data: \"vault\" is not a whole path").Length);
        Assert.Contains("20 answers were refused, and nothing was made\nhint: ", _error, StringComparison.Ordinal);
        // The control: after fewer, the next answer is taken.
        Assert.Equal(2, await RunAsync(string.Concat(Enumerable.Repeat("vault\n", 19)) + $"{Data}\n", "init"));
        Assert.Contains("the answers end before at-rest-key", _error, StringComparison.Ordinal);
    }

    public void Dispose() => _home.Dispose();

    private string At(string name) => Path.Combine(_home.Path, name);

    private Task<int> AnswerAsync(params string[] words) => AnswerAsync(new Dictionary<string, string>(), words);

    private Task<int> AnswerAsync(Dictionary<string, string> changed, params string[] words)
    {
        var answers = new Dictionary<string, string>
        {
            ["data"] = Data,
            ["at-rest-key"] = Key,
            ["listen"] = "http://127.0.0.1:8080",
            ["addresses"] = "https://example.org",
            ["signing-key"] = At("keys/operator.asc"),
        };
        foreach (var (key, value) in changed) answers[key] = value;
        File.WriteAllText(At("answers"), "# five\n" + string.Concat(answers.Select(answer => $"{answer.Key}: {answer.Value}\n")));
        return RunAsync("", ["init", "--answers", At("answers"), .. words]);
    }

    private async Task<int> RunAsync(string typed, params string[] words)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var time = new Microsoft.Extensions.Time.Testing.FakeTimeProvider(new DateTimeOffset(2026, 11, 26, 9, 0, 0, TimeSpan.Zero));
        var code = await new CommandTree(new Door(new StringReader(typed), output, error, time)).RunAsync(words);
        (_output, _error) = (output.ToString(), error.ToString());
        return code;
    }
}
