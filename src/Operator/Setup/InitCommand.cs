using System.Security.Cryptography;
using SecureDrop.Formats.Control;

namespace SecureDrop.Operator.Setup;

/// <summary>
/// `init`: makes what a gateway needs before its first start, for its owner alone. Nothing is written over, so that the same command finishes what was
/// cut short, and a second run only tells.
/// </summary>
internal static class InitCommand
{
    /// <summary>Then whatever answers is no person who reads.</summary>
    private const int MostRefusals = 20;
    private const UnixFileMode OwnerFile = UnixFileMode.UserRead | UnixFileMode.UserWrite, OwnerFolder = OwnerFile | UnixFileMode.UserExecute;

    public static void Run(Door door, Report report, string? answersFile, string? data)
    {
        var answers = answersFile is null ? Ask(door, report, data) : AnswersFile.Read(answersFile);
        var refused = Question.All.Count(question => question.Judge(answers) is { } refusal && Tell(report, question, refusal));
        if (refused > 0) throw Troubles.SetupRefused(refused);
        var (made, there) = (new List<string>(), new List<string>());
        // The one above the vault by itself, for the same owner: left to the making of the vault's, it would be root's, and so the vault.
        if (MakeFolder(FolderOf(answers.Data))) made.Add(FolderOf(answers.Data));
        foreach (var folder in new[] { FolderOf(answers.AtRestKey), FolderOf(answers.SigningKey), answers.Data }) (MakeFolder(folder) ? made : there).Add(folder);
        (MakeKey(answers.AtRestKey) ? made : there).Add(answers.AtRestKey);
        var told = SetupWords.Of(answers, [.. made.Distinct()], [.. there.Distinct().Except(made)], DateOnly.FromDateTime(door.Time.GetUtcNow().UtcDateTime));
        report.Result(told, OperatorJson.Default.Initialised);
        report.SayBlock(SetupWords.Screen(told));
    }

    /// <summary>Each question again until its answer is taken, but not for ever.</summary>
    private static Answers Ask(Door door, Report report, string? data)
    {
        var (answers, refused) = (new Answers(), 0);
        foreach (var question in Question.All)
        {
            for (SetupRefusal? refusal = new("", ""); refusal is not null;)
            {
                var usual = question.Key == "data" ? data ?? question.Usual : question.Usual;
                var typed = door.AskFor(question.Words, usual) ?? throw Troubles.AnswersEnded(question.Key);
                answers = question.Put(answers, typed);
                refusal = question.Judge(answers);
                if (refusal is not null && Tell(report, question, refusal) && ++refused == MostRefusals) throw Troubles.AnswersRefused(refused);
            }
        }

        return answers;
    }

    private static bool Tell(Report report, Question question, SetupRefusal refusal)
    {
        report.Progress($"{question.Key}: {refusal.What}");
        report.Progress($"hint: {refusal.Next}");
        return true;
    }

    private static bool MakeFolder(string folder)
    {
        if (Directory.Exists(folder)) return false;
        var parent = FolderOf(folder);
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(folder);
        else Directory.CreateDirectory(folder, OwnerFolder);
        Disk.GiveToOwnerOf(parent, folder);
        Disk.SyncFolder(parent);
        return true;
    }

    /// <summary>Whole or not at all: half a key would lock the vault for ever.</summary>
    private static bool MakeKey(string file)
    {
        if (File.Exists(file)) return false;
        var making = $"{file}.{Environment.ProcessId}";
        var key = RandomNumberGenerator.GetBytes(AtRestKey.Size);
        File.Delete(making);
        Disk.Write(making, key, OwnerFile);
        CryptographicOperations.ZeroMemory(key);
        Disk.GiveToOwnerOf(FolderOf(file), making);
        File.Move(making, file, overwrite: false);
        Disk.SyncFolder(FolderOf(file));
        return true;
    }

    private static string FolderOf(string path) => Path.GetDirectoryName(path) ?? "/";
}
