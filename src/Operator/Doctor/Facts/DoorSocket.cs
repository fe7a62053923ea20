using System.Globalization;

namespace SecureDrop.Operator.Doctor.Facts;

/// <summary>The Unix socket that sources are brought in by, and who may knock at it.</summary>
/// <param name="File">Where it lies.</param>
/// <param name="Status">Mode, owner and group.</param>
/// <param name="Members">Names of the accounts in its group, by /etc/group or as their own group.</param>
/// <param name="People">Those of them that are no service's: numbered from 1000 on.</param>
/// <param name="LooseParents">The folders above that others may change, so that they could put another socket in its place.</param>
internal sealed record DoorSocket(string File, Seen<FileStatus> Status, Seen<string[]> Members, string[] People, string[] LooseParents)
{
    private const uint FirstPerson = 1000, Nobody = 65534;

    public static DoorSocket Of(string file, Machine machine)
    {
        var status = FileStatus.Of(file);
        if (!status.Is(out var socket, out var why)) return new DoorSocket(file, status, Seen<string[]>.Not(why), [], []);
        if (!machine.Read("/etc/passwd").Is(out var passwd, out why) || !machine.Read("/etc/group").Is(out var group, out why))
            return new DoorSocket(file, status, Seen<string[]>.Not(why), [], [.. Parents.Loose(file, socket.User)]);
        var accounts = Lines(passwd, 4).Select(words => (Name: words[0], User: Number(words[2]), Group: Number(words[3]))).ToList();
        var listed = Lines(group, 4).Where(words => Number(words[2]) == socket.Group).SelectMany(words => words[3].Split(',', StringSplitOptions.RemoveEmptyEntries));
        string[] members = [.. accounts.Where(one => one.Group == socket.Group && one.User != 0).Select(one => one.Name).Concat(listed).Distinct()];
        var people = accounts.Where(one => one.User is >= FirstPerson and not Nobody && one.User != socket.User && members.Contains(one.Name)).Select(one => one.Name);
        return new DoorSocket(file, status, members, [.. people], [.. Parents.Loose(file, socket.User)]);
    }

    private static IEnumerable<string[]> Lines(string text, int least) => text.Split('\n').Select(line => line.Split(':')).Where(words => words.Length >= least);

    private static uint? Number(string word) => uint.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
