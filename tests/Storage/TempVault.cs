using System.Buffers;
using System.Security.Cryptography;
using Microsoft.Extensions.Time.Testing;
using SecureDrop.Formats;
using SecureDrop.Formats.Texts;

namespace SecureDrop.Storage.Tests;

/// <summary>A directory for one vault, deleted afterwards.</summary>
internal sealed class TempVault : IDisposable
{
    public static readonly DateTimeOffset Start = new(2026, 11, 23, 9, 41, 17, 123, TimeSpan.Zero);
    public static readonly Fingerprint Holder = new(Enumerable.Repeat((byte)0xa1, 20).ToArray());
    public static readonly Fingerprint OtherHolder = new(Enumerable.Repeat((byte)0xb2, 20).ToArray());

    /// <param name="inMemory">Where flushes are simulated and real ones only cost time.</param>
    public TempVault(bool inMemory = false)
    {
        var root = inMemory && System.IO.Directory.Exists("/dev/shm") ? "/dev/shm" : Path.GetTempPath();
        Directory = Path.Combine(root, "sdv-" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(6)));
        Options = new VaultOptions(Path.Combine(Directory, "vault"), RandomNumberGenerator.GetBytes(32), Time) { BallastOctets = 1 << 20 };
        System.IO.Directory.CreateDirectory(Directory);
    }

    /// <summary>How many times longer the longer rounds run.</summary>
    public static int Rounds => int.TryParse(Environment.GetEnvironmentVariable("SECUREDROP_ROUNDS"), out var rounds) ? rounds : 1;

    public string Directory { get; }
    public FakeTimeProvider Time { get; } = new(Start);
    public VaultOptions Options { get; set; }
    public string DataFile => Path.Combine(Options.Directory, "vault.data");
    public string LogFile => Path.Combine(Options.Directory, "vault.log");

    public Vault Open() => Vault.Open(Options);

    /// <summary>The vault's files as they are at this moment, as a vault of their own: what a killed process leaves.</summary>
    public VaultOptions Copy(string name)
    {
        var to = Path.Combine(Directory, name);
        System.IO.Directory.CreateDirectory(to);
        foreach (var file in System.IO.Directory.GetFiles(Options.Directory))
        {
            if (Path.GetFileName(file) is "vault.hold" or "vault.ballast") continue;
            Files.ReadShared(file, Path.Combine(to, Path.GetFileName(file)));
        }

        return Options with { Directory = to, TestOnlyStep = null };
    }

    public static byte[] Message(int octets = 20_000) => RandomNumberGenerator.GetBytes(octets);

    public static Task<Stored> Store(Vault vault, byte[] message, bool late = false) =>
        vault.StoreAsync(new ReadOnlySequence<byte>(message), Sha256Hash.Of(message), late);

    public static Task<SubmissionState> LookUp(Vault vault, byte[] message) => vault.LookUpAsync(Receipt.Of(Sha256Hash.Of(message)));

    /// <summary>Begins and finishes an export.</summary>
    public static async Task<ExportPlan> Export(Vault vault, int? from = null)
    {
        var (plan, refusal) = await vault.BeginExportAsync(from);
        Assert.Null(refusal);
        Assert.NotNull(plan);
        Assert.Null(await vault.FinishExportAsync(plan.Bundle, Sha256Hash.Of(BitConverter.GetBytes(plan.Bundle)), plan.Ledger.Head));
        return plan;
    }

    public static Task<Acknowledged> Acknowledge(Vault vault, ExportPlan plan, Fingerprint signer, params AcknowledgedEntry[] entries) =>
        vault.AcknowledgeAsync(new Acknowledgement(plan.Ledger.Id, plan.Bundle, plan.Ledger.Head, plan.Day, entries), signer);

    public void Dispose() => System.IO.Directory.Delete(Directory, recursive: true);

    private static class Files
    {
        /// <summary>File.Copy asks for the lock that the vault holds.</summary>
        public static void ReadShared(string from, string to)
        {
            using var process = System.Diagnostics.Process.Start("cp", [from, to]);
            process.WaitForExit();
            Assert.Equal(0, process.ExitCode);
        }
    }
}
