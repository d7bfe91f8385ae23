using MapiOrleans.Grains.Interfaces.Directory;

namespace MapiOrleans.WebFrontend.Provisioning;

/// <summary><c>--provision FILE</c>: applies a file and says what came of it.</summary>
public static class ProvisioningCommand
{
    /// <summary>Applies a file. Each thing is a line on <paramref name="output"/>, each error one on <paramref name="error"/>. True where it was applied.</summary>
    public static async Task<bool> RunAsync(IGrainFactory grains, ProvisioningOptions options, string file, TextWriter output, TextWriter error, CancellationToken cancellationToken)
    {
        try
        {
            var bytes = await File.ReadAllBytesAsync(file, cancellationToken);
            var steps = await new Provisioner(grains, options).ProvisionAsync(bytes, null, cancellationToken);
            foreach (var step in steps.Where(s => s.Outcome != ProvisioningOutcome.Unchanged)) await output.WriteLineAsync($"{EntryWriter.OutcomeName(step.Outcome)} {step.Kind} {step.Name}");
            await output.WriteLineAsync($"{file}: {steps.Count(s => s.Outcome == ProvisioningOutcome.Created)} created, {steps.Count(s => s.Outcome == ProvisioningOutcome.Changed)} changed, {steps.Count(s => s.Outcome == ProvisioningOutcome.Unchanged)} unchanged");
            return true;
        }
        catch (ProvisioningException e)
        {
            foreach (var one in e.Errors) await error.WriteLineAsync($"{file}: {one}");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or DirectoryUnavailableException)
        {
            await error.WriteLineAsync($"{file}: {e.Message}");
        }
        return false;
    }
}
