using SecureDrop.Formats;
using SecureDrop.Formats.Texts;

namespace SecureDrop.Storage.Tests.PowerLoss;

/// <summary>What was asked of a vault and answered by it, against the steps of its <see cref="Recording"/>.</summary>
internal sealed class History(Func<int> steps, byte[] firstKey)
{
    private readonly List<Change> _changes = [];
    private readonly List<(LedgerHead Head, int Answered)> _heads = [];
    private readonly List<(byte[] Keyring, int Begun, int Answered)> _keyrings = [];
    private readonly List<(byte[] Key, int Begun, int Answered)> _atRestKeys = [(firstKey, 0, 0)];

    public Dictionary<Sha256Hash, byte[]> Messages { get; } = [];

    /// <summary>Asks for something that changes these messages, and notes when it was asked and answered; what fails was never answered.</summary>
    public async Task<T> AskAsync<T>(Progress to, IEnumerable<Sha256Hash> messages, Func<Task<T>> ask)
    {
        var (begun, answered) = (steps(), int.MaxValue);
        try
        {
            var answer = await ask();
            answered = steps();
            return answer;
        }
        finally
        {
            lock (_changes) _changes.AddRange(messages.Select(message => new Change(message, to, begun, answered)));
        }
    }

    public async Task InstallAsync(Vault vault, byte[] keyring)
    {
        var (begun, answered) = (steps(), int.MaxValue);
        try
        {
            await vault.InstallKeyringAsync(keyring, Sha256Hash.Of(keyring));
            answered = steps();
        }
        finally
        {
            _keyrings.Add((keyring, begun, answered));
        }
    }

    /// <summary>The at-rest key that was answered for last.</summary>
    public byte[] AtRestKey => _atRestKeys.FindLast(one => one.Answered < int.MaxValue).Key;

    public async Task ResealAsync(Vault vault, byte[] next)
    {
        var (begun, answered) = (steps(), int.MaxValue);
        try
        {
            Assert.Null(await vault.ResealAsync(AtRestKey, next));
            answered = steps();
        }
        finally
        {
            _atRestKeys.Add((next, begun, answered));
        }
    }

    /// <summary>The at-rest keys of which one must open the vault after so many steps: only one, when no change of it was under way.</summary>
    public IEnumerable<byte[]> AtRestKeysAt(int step) =>
        _atRestKeys.Skip(_atRestKeys.FindLastIndex(one => one.Answered <= step)).Where(one => one.Begun <= step).Select(one => one.Key);

    /// <summary>Notes the head that the vault tells now.</summary>
    public async Task SeeHeadAsync(Vault vault) => _heads.Add(((await vault.StatusAsync()).Head, steps()));

    public IEnumerable<LedgerHead> HeadsBefore(int step) => _heads.Where(head => head.Answered <= step).Select(head => head.Head);

    /// <summary>The least and the most that a message may have come to after so many steps.</summary>
    public (Progress Least, Progress Most) Of(Sha256Hash message, int step)
    {
        var (least, most) = (Progress.Absent, Progress.Absent);
        foreach (var change in _changes)
        {
            if (change.Message != message) continue;
            if (change.Answered <= step && change.To > least) least = change.To;
            if (change.Begun <= step && change.To > most) most = change.To;
        }

        return (least, most);
    }

    /// <summary>Whether this keyring, or none, may be in force after so many steps.</summary>
    public bool MayHold(byte[]? keyring, int step)
    {
        var answered = _keyrings.FindLastIndex(one => one.Answered <= step);
        if (keyring is null) return answered < 0;
        return _keyrings.FindIndex(one => one.Keyring.AsSpan().SequenceEqual(keyring)) is var at && at >= Math.Max(answered, 0) && _keyrings[at].Begun <= step;
    }
}
