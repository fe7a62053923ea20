namespace SecureDrop.Reviewer.Backups;

/// <summary>What `backup --json` says: the file, its one code, and how many files of the home are in it.</summary>
internal sealed record BackupAnswer(string File, string Code, int Files);
