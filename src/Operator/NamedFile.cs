namespace SecureDrop.Operator;

/// <summary>Opens the files that the operator names; trouble names them in our words, not in the machine's.</summary>
internal static class NamedFile
{
    public static FileStream Open(string path)
    {
        if (Directory.Exists(path)) throw Troubles.FileUnusable(path, "is a folder, not a file");
        try
        {
            return File.OpenRead(path);
        }
        catch (Exception absent) when (absent is FileNotFoundException or DirectoryNotFoundException)
        {
            throw Troubles.FileUnusable(path, "is not there");
        }
        catch (UnauthorizedAccessException)
        {
            throw Troubles.FileUnusable(path, "may not be read by this account");
        }
    }

    public static string ReadText(string path)
    {
        using var reader = new StreamReader(Open(path));
        return reader.ReadToEnd();
    }
}
