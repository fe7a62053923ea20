using SecureDrop.Formats.Testimonies;

namespace SecureDrop.Reviewer.Evidence;

/// <summary>What is wrong with an evidence bag, in the step of its README.txt that shows it too.</summary>
/// <param name="Step">Of README.txt.</param>
/// <param name="Subject">What in the bag; escaped when told.</param>
/// <param name="What">Why.</param>
internal sealed record EvidenceFault(int Step, string Subject, string What)
{
    public override string ToString() => $"step {Step}: {SafeName.Show(Subject)}: {What}";
}
