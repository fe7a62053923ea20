namespace SecureDrop.Reviewer.Keys;

/// <summary>Takes a passphrase from a file's first line, as gpg's --passphrase-file does, or from the terminal. The caller wipes it.</summary>
internal static class Passphrase
{
    /// <summary>For a new key: asked twice at a terminal.</summary>
    /// <returns>Null when it is empty or the two do not agree.</returns>
    public static char[]? Choose(FileInfo? file)
    {
        if (file is not null) return FirstLine(file);
        var first = Ask("Passphrase: ");
        var second = Ask("Again: ");
        var agree = first.Length > 0 && first.AsSpan().SequenceEqual(second);
        Array.Clear(second);
        return agree ? first : null;
    }

    /// <summary>For a key that exists.</summary>
    public static char[]? Take(FileInfo? file) => file is not null ? FirstLine(file) : Ask("Passphrase: ");

    private static char[]? FirstLine(FileInfo file)
    {
        using var reader = file.OpenText();
        return reader.ReadLine() is { Length: > 0 } line ? line.ToCharArray() : null;
    }

    private static char[] Ask(string prompt)
    {
        Console.Error.Write(prompt);
        // A pipe has no keys to read without echo.
        if (Console.IsInputRedirected) return (Console.ReadLine() ?? "").ToCharArray();
        var typed = new List<char>();
        while (Console.ReadKey(intercept: true) is { Key: not ConsoleKey.Enter } key)
        {
            if (key.Key == ConsoleKey.Backspace && typed.Count > 0) typed.RemoveAt(typed.Count - 1);
            else if (key.KeyChar != '\0' && key.Key != ConsoleKey.Backspace) typed.Add(key.KeyChar);
        }
        Console.Error.WriteLine();
        return [.. typed];
    }
}
