namespace SecureDrop.Journeys;

/// <summary>One command of a story and what must come of it.</summary>
/// <param name="Line">Where it stands in the story's file, from 1.</param>
/// <param name="Background">Started and left running: the next step follows its first line on stdout.</param>
/// <param name="ExitCode">The one it must end with; -1 stands for any but 0.</param>
/// <param name="Command">What bash is given.</param>
/// <param name="Expected">Lines on stdout, none for silence; <c>…</c> stands for any text in a line, alone for any lines.</param>
internal sealed record Step(int Line, bool Background, int ExitCode, string Command, IReadOnlyList<string> Expected);
