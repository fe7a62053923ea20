using System.Threading.Channels;
using SecureDrop.Storage.Files;
using SecureDrop.Storage.Operations;

namespace SecureDrop.Storage.Writing;

/// <summary>
/// The one thread that owns the engine. It takes all work that is waiting and runs what is grouped as one transaction; <see cref="Flusher"/> makes that
/// durable and only then answers (group commit). Nothing lazy leaves it.
///
/// Fail-stop: on any trouble but a full disk nothing more is written or answered, all who wait are told, and <see cref="Stopped"/>
/// completes. A full disk fails what is at hand; the vault is opened again from what is durable, and goes on.
/// </summary>
internal sealed class Writer
{
    private const int Waiting = 1024, Group = 256;
    private const long GroupOctets = 4 << 20;

    // A checkpoint makes all wait who ask meanwhile, a twentieth of a second for 2,000 pages: it is run when nobody has come for so long.
    private static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(300);
    private readonly Channel<Work> _channel = Channel.CreateBounded<Work>(new BoundedChannelOptions(Waiting) { SingleReader = true });
    private readonly TaskCompletionSource<VaultTrouble> _stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Flusher _flusher;
    private readonly Opening _opening;
    private readonly VaultOptions _options;
    private readonly Thread _thread;
    private Contents? _contents;
    private long? _knownDurable;
    private bool _wasFull;

    /// <param name="opening">Opens the vault's files.</param>
    /// <param name="options">When checkpoints run.</param>
    public Writer(Opening opening, VaultOptions options)
    {
        (_opening, _options, _flusher) = (opening, options, new Flusher(LookAtOnce));
        _thread = new Thread(Loop) { Name = "vault", IsBackground = true };
    }

    public Task<VaultTrouble> Stopped => _stopped.Task;

    /// <summary>Opens the vault on the writer thread and returns when it is open.</summary>
    public void Start()
    {
        var opened = new Work<bool>(WorkKind.Read, 0, _ => true);
        _channel.Writer.TryWrite(opened);
        _thread.Start();
        opened.Task.GetAwaiter().GetResult();
    }

    public Task<T> AskAsync<T>(WorkKind kind, Func<Contents, T> run) => AskAsync(new Work<T>(kind, 0, run), CancellationToken.None);

    /// <summary>Waits for a place, which can be cancelled, then for the answer, which can not: what was begun is done.</summary>
    public async Task<T> AskAsync<T>(Work<T> work, CancellationToken cancellation)
    {
        try
        {
            await _channel.Writer.WriteAsync(work, cancellation).ConfigureAwait(false);
        }
        catch (ChannelClosedException)
        {
            throw new VaultUnavailableException(_stopped.Task.IsCompleted ? await _stopped.Task.ConfigureAwait(false) : VaultTrouble.Closed);
        }

        return await work.Task.ConfigureAwait(false);
    }

    /// <summary>Does what is waiting, then closes the vault.</summary>
    public void Close()
    {
        _channel.Writer.TryComplete();
        if (_thread.IsAlive) _thread.Join();
    }

    private void Loop()
    {
        var group = new List<Work>();
        while (NextCame())
        {
            group.Clear();
            long octets = 0;
            while (group.Count < Group && octets < GroupOctets && _channel.Reader.TryRead(out var work))
            {
                group.Add(work);
                octets += work.Octets;
            }

            Serve(group);
        }

        _flusher.Drain();
        _flusher.Close();
        try
        {
            _contents?.Store.Dispose();
        }
        catch (Exception error)
        {
            Stop(FirstFault.Judge(error)); // nothing is lost: what was answered is durable in the log
        }
    }

    /// <summary>Waits for work; false when there will be none.</summary>
    private bool NextCame()
    {
        var next = _channel.Reader.WaitToReadAsync().AsTask();
        if (!next.Wait(Quiet) && _contents?.Store.LogPages >= _options.CheckpointPages) Serve([]);
        return next.GetAwaiter().GetResult();
    }

    private void Serve(List<Work> group)
    {
        try
        {
            if (_stopped.Task.IsCompleted) throw new VaultUnavailableException(_stopped.Task.Result);
            var contents = _contents ??= Open();
            if (contents.Store.FirstError is { } failed) throw failed;
            contents = FollowTime(contents, group);
            RunReads(contents, group);
            RunGrouped(contents, group);
            if (group.Exists(work => work.Kind == WorkKind.Alone)) _flusher.Drain();
            RunAlone(contents, group);
            if (!contents.Store.IsLogFull && (group.Count > 0 || contents.Store.LogPages < _options.CheckpointPages)) return;
            _flusher.Drain();
            contents.Store.CheckpointInPlace();
        }
        catch (Exception error)
        {
            _flusher.Drain(); // what was committed before is answered as it ended
            var trouble = FirstFault.Judge(_contents?.Store.FirstError ?? error);
            if (trouble == VaultTrouble.StorageFull) OpenAgain(group.Exists(work => work.Kind == WorkKind.Alone));
            else Stop(trouble);
            var told = new VaultUnavailableException(trouble, error);
            group.ForEach(work => work.Fail(told));
        }
    }

    /// <summary>
    /// What the vault writes of its own accord: a new key, the day, the end of something that was cut short. On a full disk that must wait, and what only reads must
    /// not wait with it: a receipt is answered, and the operator sees why nothing else is.
    /// </summary>
    private Contents FollowTime(Contents contents, List<Work> group)
    {
        var isReadOnly = group.TrueForAll(work => work.Kind == WorkKind.Read);
        if (_wasFull && isReadOnly) return contents; // tried again with what writes
        try
        {
            contents.Wrap.RollIfDue(contents.Clock.Now);
            contents.FollowDay();
            if (contents.State.Staged is not null && !contents.IsStaging)
            {
                _flusher.Drain();
                Staging.Discard(contents);
            }

            _wasFull = false;
            return contents;
        }
        catch (Exception error) when (isReadOnly && FirstFault.Judge(contents.Store.FirstError ?? error) == VaultTrouble.StorageFull)
        {
            _flusher.Drain(); // who waits there is answered as it ended
            OpenAgain(forOperator: false);
            return _contents ?? throw new VaultUnavailableException(VaultTrouble.StorageFull, error);
        }
    }

    /// <summary>What is read may be of a group that is not durable yet: a source who asks must not hear "waiting" before it is.</summary>
    private void RunReads(Contents contents, List<Work> group)
    {
        var reads = group.FindAll(work => work.Kind == WorkKind.Read);
        reads.ForEach(work => work.Run(contents));
        if (reads.Count > 0) _flusher.Add(contents.Store, reads);
    }

    private static void RunAlone(Contents contents, List<Work> group)
    {
        foreach (var work in group.Where(work => work.Kind == WorkKind.Alone))
        {
            work.Run(contents);
            work.Answer();
        }
    }

    private void RunGrouped(Contents contents, List<Work> group)
    {
        var grouped = group.Where(work => work.Kind == WorkKind.Grouped).ToList();
        if (grouped.Count == 0) return;
        contents.CommitWritten(() =>
        {
            grouped.ForEach(work => work.Run(contents));
            return grouped.Exists(work => work.Changed);
        });
        _flusher.Add(contents.Store, grouped);
    }

    /// <summary>A flush has failed: the writer is to see it now, not when somebody comes.</summary>
    private void LookAtOnce() => _channel.Writer.TryWrite(new Work<bool>(WorkKind.Read, 0, _ => true));

    private Contents Open()
    {
        var contents = _opening.Open(_knownDurable);
        _knownDurable = null;
        return contents;
    }

    /// <summary>The disk is full. What the failed work left in the log is cut away; what is durable is kept and can be read.</summary>
    /// <param name="forOperator">A purge, perhaps, which makes room and needs some first: it has the ballast when it is tried again.</param>
    private void OpenAgain(bool forOperator)
    {
        _wasFull = true;
        if (forOperator) _opening.ReleaseBallast();
        _knownDurable = _contents?.Store.DurablePages ?? _knownDurable;
        _contents?.Store.Abandon();
        _contents = null;
        try
        {
            _contents = Open();
        }
        catch (VaultUnavailableException error) when (error.Trouble == VaultTrouble.StorageFull)
        {
            // Tried again with the next work.
        }
        catch (Exception error)
        {
            Stop(FirstFault.Judge(error));
        }
    }

    private void Stop(VaultTrouble trouble)
    {
        if (trouble == VaultTrouble.Damaged) _contents?.Store.MarkDamaged();
        _contents?.Store.Abandon();
        _contents = null;
        _stopped.TrySetResult(trouble);
        _channel.Writer.TryComplete();
    }
}
