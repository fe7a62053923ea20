namespace SecureDrop.Reviewer.Keys;

/// <summary>Takes a passphrase from a file's first line, as gpg's --passphrase-file does, or from the terminal. The caller wipes it.</summary>
internal static class Passphrase
{
    /// <summary>For a new key: judged, and asked twice at a terminal.</summary>
    /// <returns>Null, and why, when there is none, it is empty or weak, or the two do not agree.</returns>
    public static char[]? Choose(FileInfo? file, out Trouble? trouble)
    {
        var first = Take(file, out trouble);
        if (first is not null && PassphraseJudge.Refuse(first) is { } weak)
        {
            Array.Clear(first);
            trouble = Trouble.Refused($"the passphrase is too easily guessed: {weak}", PassphraseJudge.Hint);
            return null;
        }
        if (first is null || file is not null) return first;
        var second = Ask("Again: ") ?? [];
        var agree = first.AsSpan().SequenceEqual(second);
        Array.Clear(second);
        if (agree) return first;
        Array.Clear(first);
        trouble = Trouble.Refused("the two passphrases do not agree");
        return null;
    }

    /// <summary>For a key that exists.</summary>
    /// <returns>Null, and why, when there is none or it is empty.</returns>
    public static char[]? Take(FileInfo? file, out Trouble? trouble, string prompt = "Passphrase: ")
    {
        trouble = file is null ? null : NamedFile.Trouble(file.FullName);
        if (trouble is not null) return null;
        var passphrase = file is null ? Ask(prompt) : FirstLine(file);
        trouble = passphrase switch
        {
            null => Trouble.Usage("no passphrase was given", "type it at the prompt, or name a file: --passphrase-file FILE"),
            [] => Trouble.Refused("the passphrase is empty"),
            _ => null,
        };
        return trouble is null ? passphrase : null;
    }

    private static char[] FirstLine(FileInfo file)
    {
        using var reader = file.OpenText();
        return (reader.ReadLine() ?? "").ToCharArray();
    }

    /// <summary>Null when the input has ended: nobody is there to answer.</summary>
    private static char[]? Ask(string prompt)
    {
        Console.Error.Write(prompt);
        var typed = Console.IsInputRedirected ? Console.ReadLine()?.ToCharArray() : Typed(); // a pipe has no keys to read without echo
        Console.Error.WriteLine();
        return typed;
    }

    private static char[] Typed()
    {
        var typed = new List<char>();
        while (Console.ReadKey(intercept: true) is { Key: not ConsoleKey.Enter } key)
        {
            if (key.Key == ConsoleKey.Backspace && typed.Count > 0) typed.RemoveAt(typed.Count - 1);
            else if (key.KeyChar != '\0' && key.Key != ConsoleKey.Backspace) typed.Add(key.KeyChar);
        }
        return [.. typed];
    }
}
