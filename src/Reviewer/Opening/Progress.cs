using System.Globalization;

namespace SecureDrop.Reviewer.Opening;

/// <summary>
/// How far long work is: one line that is written over on a terminal, else a plain line every few seconds. The work is done in <paramref name="steps"/>
/// steps, each of which goes over all octets once. Without colour, so there is nothing for NO_COLOR to switch off. Safe to call from several threads.
/// </summary>
internal sealed class Progress(TextWriter output, bool isTerminal, int steps, TimeProvider time)
{
    private const int BarWidth = 20;
    private static readonly TimeSpan OnTerminal = TimeSpan.FromSeconds(0.2), InLines = TimeSpan.FromSeconds(5);

    private readonly Lock _lock = new();
    private readonly long _started = time.GetTimestamp();
    private long _told = time.GetTimestamp();
    private string _what = "";
    private int _step, _items, _allItems, _width;
    private long _octets, _allOctets;

    /// <summary>The next step, of so many octets and items.</summary>
    public void Begin(string what, long octets, int items)
    {
        lock (_lock)
        {
            (_what, _allOctets, _allItems, _octets, _items) = (what, octets, items, 0, 0);
            _step++;
        }
    }

    /// <summary>So much more of the step is done.</summary>
    public void Add(long octets, int items)
    {
        lock (_lock)
        {
            _octets += octets;
            _items += items;
            if (time.GetElapsedTime(_told) < (isTerminal ? OnTerminal : InLines)) return;
            _told = time.GetTimestamp();
            Tell(Line());
        }
    }

    /// <summary>What takes its time and cannot be counted.</summary>
    public void Say(string what)
    {
        lock (_lock)
            if (isTerminal) Tell(what);
    }

    /// <summary>Leaves an empty line on a terminal.</summary>
    public void End()
    {
        lock (_lock)
        {
            if (isTerminal && _width > 0) output.Write($"\r{new string(' ', _width)}\r");
            _width = 0;
        }
    }

    private string Line()
    {
        var part = _allOctets == 0 ? 1 : Math.Min(1, (double)_octets / _allOctets);
        var whole = Math.Min(1, (_step - 1 + part) / steps);
        var bar = isTerminal ? $"[{new string('#', (int)(whole * BarWidth)),-BarWidth}] " : "";
        return string.Create(
            CultureInfo.InvariantCulture, $"{_what,-8} {bar}{whole * 100,3:F0} %  {_octets / 1e6:N0} of {_allOctets / 1e6:N0} MB, {_items:N0} of {_allItems:N0} items{Left(whole)}");
    }

    /// <summary>By what the work so far took; nothing before that says much.</summary>
    private string Left(double whole)
    {
        var elapsed = time.GetElapsedTime(_started);
        if (whole < 0.02 || elapsed < TimeSpan.FromSeconds(2)) return "";
        var left = elapsed * ((1 - whole) / whole);
        return left.TotalSeconds < 90 ? $", {Math.Ceiling(left.TotalSeconds):F0} s left" : $", {Math.Ceiling(left.TotalMinutes):F0} min left";
    }

    private void Tell(string line)
    {
        if (!isTerminal)
        {
            output.WriteLine(line);
            return;
        }

        output.Write($"\r{line.PadRight(_width)}");
        _width = line.Length;
    }
}
