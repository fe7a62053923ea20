using System.Security.Cryptography;
using LiteDB;
using LiteDB.Engine;
using SecureDrop.Storage.Files;

namespace SecureDrop.Storage.Engine;

/// <summary>
/// LiteDB 5.0.20 over our two streams, on one thread: the engine's transactions belong to the thread that began them. Documents only,
/// never its mapper, file storage, password mode or rebuild. Every query is read to its end here: one cursor left open
/// blocks checkpoints.
/// </summary>
internal sealed class Store : IDisposable
{
    // Kept from the finalizer, which throws when it meets an open transaction of a broken engine.
    private static readonly List<LiteEngine> Broken = [];
    private static readonly TimeSpan EngineLimit = TimeSpan.FromSeconds(60);

    private readonly VaultFile _dataFile;
    private readonly VaultFile _logFile;
    private readonly FirstFault _fault;
    private readonly DataStream _data;
    private readonly LogStream _log;
    private readonly TestOnlyWeakness _weakness;
    private readonly int _mostLogPages;
    private LiteEngine? _engine;
    private bool _wrote;

    private Store(VaultFile dataFile, VaultFile logFile, ulong vault, RecoveredLog recovered, FirstFault fault, VaultOptions options)
    {
        (_dataFile, _logFile, _fault, _weakness, _mostLogPages) = (dataFile, logFile, fault, options.TestOnlyWeakness, options.MostLogPages);
        LogStream? log = null;
        _data = new DataStream(dataFile, vault, recovered.Header, _fault, LogDurable);
        _log = log = new LogStream(logFile, vault, recovered, _fault, _data.MakeDurable, _weakness);
        _engine = new LiteEngine(new EngineSettings
        {
            DataStream = _data,
            LogStream = log,
            TempStream = new MemoryStream(), // nothing sorts here; the default spills into the system's temporary directory
            Collation = Collation.Binary,
        });

        ulong LogDurable()
        {
            if (!_weakness.HasFlag(TestOnlyWeakness.NoLogBeforeData)) log?.MakeDurable();
            return log?.Generation ?? 0;
        }
    }

    /// <summary>Recovers the log, opens the engine and brings the log into the data file.</summary>
    /// <param name="dataPath">The data file.</param>
    /// <param name="logPath">The log.</param>
    /// <param name="vault">First octets of the vault's id.</param>
    /// <param name="isNew">Makes the collections; otherwise an empty data file is damage.</param>
    /// <param name="knownDurable">See <see cref="LogRecovery.Run"/>.</param>
    /// <param name="options">The test seams.</param>
    public static Store Open(string dataPath, string logPath, ulong vault, bool isNew, long? knownDurable, VaultOptions options)
    {
        var files = new List<VaultFile>();
        var fault = new FirstFault();
        Store? store = null;
        try
        {
            files.Add(new VaultFile(dataPath, options.TestOnlyStep));
            files.Add(new VaultFile(logPath, options.TestOnlyStep));
            var unchecked_ = options.TestOnlyWeakness.HasFlag(TestOnlyWeakness.NoLogChecksum);
            var mark = MarkBeside(dataPath);
            var recovered = LogRecovery.Run(files[1], vault, isNew, knownDurable, isNew ? null : DamageMark.TryRead(mark), files[0], unchecked_);
            if (!isNew && files[0].Length < Frame.Size && recovered.Header is null) throw new VaultUnavailableException(VaultTrouble.Damaged);
            store = new Store(files[0], files[1], vault, recovered, fault, options);
            if (isNew) store.MakeCollections();
            store.Checkpoint();
            if (!isNew) File.Delete(mark); // all that it asked for is in the data file now
            return store;
        }
        catch (Exception error)
        {
            var trouble = FirstFault.Judge(fault.Error ?? error);
            store?.Abandon();
            files.ForEach(file => file.Dispose());
            throw new VaultUnavailableException(trouble, error);
        }
    }

    /// <summary>What went wrong first at the files: an error of the engine may only follow from it.</summary>
    public Exception? FirstError => _fault.Error;

    /// <summary>Log pages that a flush has covered: what the next opening may believe.</summary>
    public long DurablePages => _log.DurablePages;

    public long LogPages => _log.Pages;

    /// <summary>A checkpoint is due, whoever waits.</summary>
    public bool IsLogFull => _log.Pages >= _mostLogPages;

    public long FileOctets => _dataFile.Length + _logFile.Length;

    /// <summary>
    /// Looks at pages as they lie in a file, below the engine, which answers from its memory what it has read or written once. A page of the data file that the
    /// log has again is not judged by what it was before.
    /// </summary>
    /// <param name="file">Which.</param>
    /// <param name="from">The first.</param>
    /// <param name="count">How many at most.</param>
    public PagesScanned ScanPages(PageFile file, int from, int count)
    {
        _fault.Throw();
        var (own, pages) = file == PageFile.Log ? (_logFile, _log.Pages) : (_dataFile, _data.Pages);
        var end = (int)Math.Min(pages, (long)from + count);
        var damaged = Enumerable.Range(from, Math.Max(0, end - from)).Where(page => file == PageFile.Log ? !_log.IsWhole(page) : !_data.IsWhole(page) && !_log.Supersedes(page));
        var lost = from == 0 && (!own.IsInPlace || (file == PageFile.Log && !_log.IsHeaderWhole()));
        return new PagesScanned(end < pages ? end : null, Math.Max(0, end - from), [.. damaged], lost);
    }

    private LiteEngine Engine => _engine ?? throw new VaultUnavailableException(VaultTrouble.Closed);

    /// <summary>Runs the work as one transaction. When this returns, it is durable: see <see cref="LogStream"/>.</summary>
    public void Commit(Action work)
    {
        CommitWritten(work);
        MakeDurable();
    }

    /// <summary>What was committed before this call survives a power loss after it. From any thread.</summary>
    public void MakeDurable()
    {
        if (!_weakness.HasFlag(TestOnlyWeakness.NoFlushBeforeAnswer)) _log.MakeDurable();
        _fault.Throw();
    }

    /// <summary>
    /// <see cref="Commit"/> without the flush. Nothing may be answered before <see cref="MakeDurable"/>, or before a <see cref="Checkpoint"/>, which
    /// makes the log durable before the first data page is written (<see cref="DataStream"/>).
    /// </summary>
    public void CommitWritten(Action work)
    {
        _fault.Throw();
        var before = _log.Confirmed;
        _wrote = false;
        try
        {
            if (!Engine.BeginTrans()) throw new VaultUnavailableException(VaultTrouble.StorageFailed);
            work();
            if (!Engine.Commit()) throw new VaultUnavailableException(VaultTrouble.StorageFailed);
            if (_wrote && !_log.WaitConfirmed(before, EngineLimit)) throw new VaultUnavailableException(VaultTrouble.StorageFailed);
        }
        catch (Exception error)
        {
            _fault.Set(error); // an engine with half a transaction is not used any more
            throw;
        }

        _fault.Throw();
    }

    /// <summary>Brings the log into the data file and cuts it. Freed blocks are zeroed in the data file only by this.</summary>
    public void Checkpoint()
    {
        CheckpointInPlace();
        _log.Shrink();
        _fault.Throw();
    }

    /// <summary><see cref="Checkpoint"/>, but the log keeps its room, and what stood in it until that is written over.</summary>
    public void CheckpointInPlace()
    {
        Engine.Checkpoint();
        _fault.Throw();
    }

    public void Insert(string collection, BsonDocument document)
    {
        Engine.Insert(collection, [document], BsonAutoId.ObjectId);
        _wrote = true;
    }

    /// <exception cref="VaultUnavailableException">The document is not there.</exception>
    public void Update(string collection, BsonDocument document)
    {
        if (Engine.Update(collection, [document]) != 1) throw new VaultUnavailableException(VaultTrouble.Damaged);
        _wrote = true;
    }

    public void Delete(string collection, IReadOnlyList<BsonValue> ids)
    {
        if (ids.Count == 0) return;
        if (Engine.Delete(collection, ids) != ids.Count) throw new VaultUnavailableException(VaultTrouble.Damaged);
        _wrote = true;
    }

    public BsonDocument? Find(string collection, BsonValue id) => FindAll(collection, $"{Collections.Id} = @0", id).FirstOrDefault();

    /// <summary>Whether a document is there whole. Outside a transaction: a damaged page would end it.</summary>
    public bool CanRead(string collection, BsonValue id)
    {
        try
        {
            return Find(collection, id) is not null;
        }
        catch (Exception error) when (error is PageDamagedException or LiteException)
        {
            return false;
        }
    }

    /// <summary>All documents of which this holds, in order of the field's index.</summary>
    public List<BsonDocument> FindAll(string collection, string? where = null, params BsonValue[] values)
    {
        var found = new List<BsonDocument>();
        ForEach(collection, found.Add, where, values);
        return found;
    }

    /// <summary>As <see cref="FindAll"/>, one at a time. The action must not use the store.</summary>
    public void ForEach(string collection, Action<BsonDocument> action, string? where, params BsonValue[] values)
    {
        var query = new Query();
        if (where is not null) query.Where.Add(BsonExpression.Create(where, values));
        using var reader = Engine.Query(collection, query);
        while (reader.Read()) action(reader.Current.AsDocument);
    }

    /// <summary>Adds a sealed element of the key ring, inside a transaction.</summary>
    public void AddToRing(byte[] sealedElement) => Insert(Collections.Ring, new BsonDocument
    {
        [Collections.Id] = RandomNumberGenerator.GetBytes(16),
        [Collections.Sealed] = sealedElement,
    });

    public List<byte[]> ReadRing() => [.. FindAll(Collections.Ring).Select(element => element[Collections.Sealed].AsBinary)];

    /// <summary>Octets that were durable have changed: the next start is to know what there was.</summary>
    public void MarkDamaged() => _log.Damaged.TryWrite(MarkBeside(_dataFile.Path));

    /// <summary>Gives up: nothing that the engine has not made durable reaches the files any more.</summary>
    public void Abandon()
    {
        _fault.Set(new VaultUnavailableException(VaultTrouble.Closed));
        Close();
    }

    /// <summary>Closes in order: the log is brought into the data file.</summary>
    public void Dispose()
    {
        if (_engine is null) return;
        try
        {
            if (!_fault.Any) Checkpoint();
        }
        finally
        {
            Abandon();
        }
    }

    private static string MarkBeside(string dataPath) => Path.Combine(Path.GetDirectoryName(dataPath) ?? "/", FileNames.Damaged);

    private void Close()
    {
        if (_engine is not { } engine) return;
        _engine = null;
        try
        {
            engine.Rollback();
        }
        catch (Exception)
        {
            lock (Broken) Broken.Add(engine);
        }

        try
        {
            engine.Dispose();
        }
        finally
        {
            _dataFile.Dispose();
            _logFile.Dispose();
        }
    }

    private void MakeCollections()
    {
        Engine.Pragma("CHECKPOINT", 0); // we say when; the default runs one inside a commit
        foreach (var collection in Collections.All) Engine.Insert(collection, [], BsonAutoId.ObjectId);
    }
}
