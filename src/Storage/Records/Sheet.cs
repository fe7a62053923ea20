using System.Text;

namespace SecureDrop.Storage.Records;

/// <summary>
/// The records of 32 submissions that came one after the other, in one wrapped document: a group of arrivals writes one small document, and a
/// start reads them all quickly. Octets: for each place 0 (forgotten) or a <see cref="Submission"/>, numbers little-endian.
/// </summary>
internal sealed class Sheet
{
    public const int Places = 32;
    private readonly List<Submission?> _places = [];

    public int Count => _places.Count;

    public Submission? this[int place] => _places[place];

    /// <summary>Fills the next place, or changes one.</summary>
    /// <param name="place">At most <see cref="Count"/>.</param>
    /// <param name="record">Null: forgotten.</param>
    public void Put(int place, Submission? record)
    {
        if (place == _places.Count) _places.Add(record);
        else _places[place] = record;
    }

    public byte[] Write()
    {
        using var octets = new MemoryStream();
        using var writer = new BinaryWriter(octets, Encoding.UTF8);
        foreach (var record in _places)
        {
            if (record is null) writer.Write((byte)SubmissionState.Unknown);
            else record.Write(writer);
        }

        return octets.ToArray();
    }

    public static Sheet Read(byte[] octets)
    {
        var sheet = new Sheet();
        using var reader = new BinaryReader(new MemoryStream(octets), Encoding.UTF8);
        while (reader.BaseStream.Position < octets.Length)
        {
            var state = (SubmissionState)reader.ReadByte();
            sheet._places.Add(state == SubmissionState.Unknown ? null : Submission.Read(state, reader));
        }

        return sheet;
    }
}
