using System.Diagnostics.CodeAnalysis;

namespace SecureDrop.Operator.Doctor.Facts;

/// <summary>Something that was looked at, or why it could not be seen: what is not known is never taken for good.</summary>
internal readonly record struct Seen<T> where T : class
{
    private readonly T? _value;
    private readonly string? _why;

    private Seen(T? value, string? why) => (_value, _why) = (value, why);

    public static Seen<T> Not(string why) => new(null, why);

    public static implicit operator Seen<T>(T value) => new(value, null);

    /// <summary>False: the words say why not.</summary>
    public bool Is([NotNullWhen(true)] out T? value, [NotNullWhen(false)] out string? why)
    {
        (value, why) = (_value, _value is null ? _why ?? "it was not looked at" : null);
        return value is not null;
    }

    public T? OrNull() => _value;

    /// <exception cref="IOException">It could not be seen.</exception>
    public T OrThrow() => Is(out var value, out var why) ? value : throw new IOException(why);
}
