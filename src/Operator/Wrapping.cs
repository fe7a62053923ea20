using System.Text;

namespace SecureDrop.Operator;

/// <summary>Words for a terminal of 80 columns.</summary>
internal static class Wrapping
{
    private const int Columns = 80;

    /// <summary>Broken at blanks, each further line begun below the first. What is longer than a line, such as a path, stays whole, so that it can be copied.</summary>
    /// <param name="words">One line.</param>
    /// <param name="indent">Columns taken before it.</param>
    public static string Wrapped(this string words, int indent)
    {
        var (text, column) = (new StringBuilder(), indent);
        foreach (var word in words.Split(' '))
        {
            if (column > indent && column + 1 + word.Length > Columns)
            {
                text.Append('\n').Append(' ', indent);
                column = indent;
            }
            else if (column > indent)
            {
                text.Append(' ');
                column++;
            }

            text.Append(word);
            column += word.Length;
        }

        return text.ToString();
    }
}
