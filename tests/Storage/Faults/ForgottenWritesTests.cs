using SecureDrop.Storage.Tests.PowerLoss;

namespace SecureDrop.Storage.Tests.Faults;

/// <summary>
/// A flush that failed once: the octets that it should have covered never reach the disk, while the system shows them as if they had, until they are
/// written again. The vault is started again, or opens its files again by itself; then the power goes.
/// </summary>
public sealed class ForgottenWritesTests
{
    private const int InputOutput = 5, NoSpace = 28;

    [Theory]
    [InlineData(InputOutput)]
    [InlineData(NoSpace)]
    public async Task What_a_failed_flush_forgot_is_written_again_before_anything_is_answered(int error)
    {
        var flush = 0;
        while (await RunAsync(new ForgetfulDisk(flush, error))) flush++; // each in turn
        Assert.True(flush > 15, $"only {flush} flushes");
    }

    /// <summary>False when the work ended before the disk forgot anything.</summary>
    private static async Task<bool> RunAsync(ForgetfulDisk disk)
    {
        using var temp = new TempVault(inMemory: true);
        var files = temp.Options with { MostLogPages = 12, BlockOctets = 3_000 };
        await Vault.Open(files).DisposeAsync();
        disk.Begin(Image.Read(files.Directory));
        var stored = new List<byte[]>();
        var vault = Open(files with { TestOnlyStep = disk.Take });
        for (var item = 0; item < 8; item++)
        {
            var message = TempVault.Message(2_000 + 3_000 * (item % 2));
            while (!await TryStoreAsync(vault, message))
            {
                if (!vault.Stopped.IsCompleted) continue;
                await vault.DisposeAsync();
                vault = Open(files with { TestOnlyStep = disk.Take });
            }

            stored.Add(message);
            if (disk.HasForgotten) await FindAllAsync(temp, files, disk.Surviving(), stored);
        }

        await vault.DisposeAsync();
        return disk.HasForgotten;
    }

    private static async Task FindAllAsync(TempVault temp, VaultOptions files, Image surviving, List<byte[]> stored)
    {
        var after = files with { Directory = Path.Combine(temp.Directory, "after") };
        Directory.CreateDirectory(after.Directory);
        File.Copy(Path.Combine(files.Directory, "vault.id"), Path.Combine(after.Directory, "vault.id"), overwrite: true);
        surviving.Write(after.Directory);
        await using var vault = Vault.Open(after);
        foreach (var message in stored) Assert.Equal(SubmissionState.Waiting, await TempVault.LookUp(vault, message));
    }

    /// <summary>Starts again, as a supervisor does.</summary>
    private static Vault Open(VaultOptions options)
    {
        try
        {
            return Vault.Open(options);
        }
        catch (VaultUnavailableException unavailable) when (unavailable.Trouble is VaultTrouble.StorageFailed or VaultTrouble.StorageFull)
        {
            return Vault.Open(options);
        }
    }

    private static async Task<bool> TryStoreAsync(Vault vault, byte[] message)
    {
        try
        {
            await TempVault.Store(vault, message);
            return true;
        }
        catch (VaultUnavailableException)
        {
            return false;
        }
    }

    private sealed class ForgetfulDisk(int failing, int error)
    {
        private readonly List<Step> _pending = [];
        private Image? _disk;
        private int _flushes;

        public bool HasForgotten { get; private set; }

        public void Begin(Image beginning) => _disk = beginning;

        /// <summary>What a power loss now would leave, if nothing that was not flushed has arrived.</summary>
        public Image Surviving()
        {
            lock (_pending) return (_disk ?? throw new InvalidOperationException()).Copy();
        }

        /// <summary>For <see cref="VaultOptions.TestOnlyStep"/>.</summary>
        public FileFault? Take(FileStep step)
        {
            if (step.Action == FileAction.Read) return null;
            lock (_pending)
            {
                if (step.Action != FileAction.Flush)
                {
                    _pending.Add(new Step(step.File, step.Action, step.Offset, step.Octets.ToArray()));
                    return null;
                }

                var fails = _flushes++ == failing;
                HasForgotten |= fails;
                foreach (var done in _pending.Where(done => done.File == step.File && !(fails && done.Action == FileAction.Write))) _disk?[done.File].Apply(done);
                _pending.RemoveAll(done => done.File == step.File);
                return fails ? new FileFault(0, new IOException("planned", error)) : null;
            }
        }
    }
}
