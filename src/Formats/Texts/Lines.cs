namespace SecureDrop.Formats.Texts;

/// <summary>Walks over a text whose every line ends in LF (see <see cref="StrictText"/>), without gathering its lines.</summary>
internal ref struct Lines(ReadOnlySpan<char> text)
{
    private bool _ended;

    /// <summary>What has not been read.</summary>
    public ReadOnlySpan<char> Rest { get; private set; } = text;

    /// <summary>Number of the line read last, from 1.</summary>
    public int Number { get; private set; }

    public bool TryNext(out ReadOnlySpan<char> line)
    {
        line = default;
        _ended = Rest.IsEmpty;
        if (_ended) return false;
        var end = Rest.IndexOf('\n');
        line = Rest[..end];
        Rest = Rest[(end + 1)..];
        Number++;
        return true;
    }

    /// <summary>Reads a line that starts with these words and gives what follows them.</summary>
    public bool TryField(string words, out ReadOnlySpan<char> value)
    {
        if (!TryNext(out value) || !value.StartsWith(words)) return false;
        value = value[words.Length..];
        return true;
    }

    /// <summary>Takes all up to and with the first line, after the next, that is exactly this one.</summary>
    public bool TryThrough(string lastLine, out ReadOnlySpan<char> block)
    {
        var end = Rest.IndexOf("\n" + lastLine + "\n");
        block = end < 0 ? [] : Rest[..(end + lastLine.Length + 2)];
        Rest = Rest[block.Length..];
        Number += block.Count('\n');
        return !block.IsEmpty;
    }

    /// <summary>A refusal of the line read last, or of the one that should follow when the text has ended.</summary>
    public readonly TextRefusal Refuse(TextFault fault) =>
        _ended && fault == TextFault.LineMalformed ? new(TextFault.LineMissing, Number + 1) : new(fault, Number);
}
