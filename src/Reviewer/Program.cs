using System.CommandLine;
using SecureDrop.Formats;
using SecureDrop.Reviewer.Backups;
using SecureDrop.Reviewer.Commands;
using SecureDrop.Reviewer.Evidence;
using SecureDrop.Reviewer.Hashing;
using SecureDrop.Reviewer.Isolation;
using SecureDrop.Reviewer.Keys;
using SecureDrop.Reviewer.Reports;

namespace SecureDrop.Reviewer;

/// <summary>The reviewer's program: what it can do, and nothing else. It never touches a network.</summary>
internal static class Program
{
    private static int Main(string[] arguments)
    {
        if (!Isolated.Begin() && OperatingSystem.IsLinux())
            Console.Error.WriteLine("warning: this kernel does not take sockets away from this program; all the more, this machine must have no network");
        return Run(arguments, new InvocationConfiguration(), TimeProvider.System);
    }

    internal static int Run(string[] arguments, InvocationConfiguration console, TimeProvider time)
    {
        Sha256Hash.Function = Digests.Sha256;
        var program = new RootCommand("Opens bundles on a machine that has never been on a network.")
        {
            CommandDoor.HomeOption,
            InitCommand.Create(time),
            KeygenCommand.Create(time),
            KeyringCommand.Create(time),
            RotateCommand.Create(time),
            AddCommand.Create(time),
            EndingCommands.CreateRetire(time),
            EndingCommands.CreateRevoke(time),
            DestroyCommand.Create(time),
            BackupCommand.Create(time),
            RestoreCommand.Create(time),
            PaperCommand.Create(),
            OpenCommand.Create(time),
            ListCommand.Create(),
            ShowCommand.Create(time),
            NoteCommand.Create(time),
            ReportCommand.Create(time),
            AcknowledgeCommand.Create(time),
            PackageCommand.Create(time),
            VerifyCommand.Create(time),
            CompareHeadCommand.Create(),
        };
        // By itself the library refuses --version beside --home.
        foreach (var version in program.Options.OfType<VersionOption>()) version.Validators.Clear();
        var parsed = program.Parse(arguments);
        return Misunderstood.Is(parsed) ? Misunderstood.Tell(parsed, console.Error) : parsed.Invoke(console);
    }
}
