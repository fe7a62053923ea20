using System.Text;
using SecureDrop.Formats.Testimonies;

namespace SecureDrop.Operator.Setup;

/// <summary>Answers in a file: each key once, a colon, a blank, the value; all five, nothing else but comments.</summary>
internal static class AnswersFile
{
    private const int MostOctets = 64 << 10;

    /// <exception cref="TroubleException">A line is not one of these, or one is missing or stands twice.</exception>
    public static Answers Read(string file)
    {
        var found = new Dictionary<string, string>();
        var octets = Bounded.Read(file, MostOctets);
        if (octets.Length > MostOctets) throw Troubles.AnswersMalformed(file, "it is too long for answers");
        foreach (var (line, number) in Encoding.UTF8.GetString(octets).Split('\n').Select((line, at) => (line.Trim(), at + 1)))
        {
            if (line.Length == 0 || line[0] == '#') continue;
            var words = line.Split(": ", 2);
            if (words.Length < 2 || !Question.All.Any(question => question.Key == words[0]))
                throw Troubles.AnswersMalformed(file, $"line {number} is no answer: {SafeName.Show(line)}");
            if (!found.TryAdd(words[0], words[1].Trim())) throw Troubles.AnswersMalformed(file, $"line {number} answers {words[0]} again");
        }

        return Question.All.Aggregate(
            new Answers(),
            (answers, question) => found.TryGetValue(question.Key, out var value)
                ? question.Put(answers, value) : throw Troubles.AnswersMalformed(file, $"{question.Key} is not answered"));
    }
}
