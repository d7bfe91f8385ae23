using System.Collections.Concurrent;
using MapiOrleans.Grains.Interfaces.Directory;

namespace MapiOrleans.WebFrontend.Provisioning;

/// <summary>
/// Brings an installation to what a document says. Everything is checked before the first change; what is changed is one grain call each, and
/// a document that was cut off half-way is applied again to end as if it had not been.
/// </summary>
public sealed class Provisioner(IGrainFactory grains, ProvisioningOptions options)
{
    private readonly PublicFolderTree _folders = new(grains);

    private IDirectoryGrain Directory => grains.GetGrain<IDirectoryGrain>(0);

    /// <summary>Reads, checks and applies a document.</summary>
    /// <param name="json">The document, UTF-8.</param>
    /// <param name="progress">Is told each thing when it is done, in no certain order; may be null.</param>
    /// <param name="cancellationToken">Stops between two changes.</param>
    /// <returns>What became of each thing, in the document's order.</returns>
    /// <exception cref="ProvisioningException">The document is wrong, or the directory refused a part of it that changed meanwhile.</exception>
    /// <exception cref="DirectoryUnavailableException">The store cannot be reached.</exception>
    public async Task<IReadOnlyList<ProvisioningStep>> ProvisionAsync(ReadOnlyMemory<byte> json, Action<ProvisioningStep>? progress, CancellationToken cancellationToken)
    {
        var document = ProvisioningDocument.Parse(json.Span, options);
        var plan = await ProvisioningPlan.MakeAsync(document, Directory, options);
        var steps = new ConcurrentDictionary<JsonPlace, ProvisioningStep>();
        void Done(JsonPlace place, ProvisioningStep step)
        {
            steps[place] = step;
            progress?.Invoke(step);
        }

        // Domains first, as addresses hang on them; then what frees addresses; then everything by itself; then what refers to others.
        foreach (var domain in document.Domains)
        {
            var before = plan.Domains.GetValueOrDefault(ProvisioningDocument.Normalize(domain.Info.Name));
            var after = await PutAsync(domain.Place, () => Directory.PutDomainAsync(domain.Info));
            plan.Domains[after.Name] = after;
            Done(domain.Place, new ProvisioningStep("domain", after.Name, before is null ? ProvisioningOutcome.Created : Same(before, after) ? ProvisioningOutcome.Unchanged : ProvisioningOutcome.Changed));
        }
        foreach (var release in plan.Releases) await Directory.PutObjectAsync(release, null);
        var entries = document.Domains.SelectMany(d => d.Objects).ToArray();
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = options.MaxConcurrentChanges, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(entries.Where(e => Refers(e.Value) && !plan.Existing.ContainsKey(document.Canonical(e.Value.Address))), parallel, async (entry, _) =>
            await PutAsync(entry.Place, () => Directory.PutObjectAsync(entry.Value with { Members = [], FullAccess = [], SendOnBehalf = [], SendAs = [], Manager = "", ManagedBy = "" }, entry.Password)));
        // Nobody is referred to who is not there yet: those that name nobody come before those that do.
        foreach (var referring in (bool[])[false, true])
        {
            await Parallel.ForEachAsync(entries.Where(e => Refers(e.Value) == referring), parallel, async (entry, _) =>
            {
                var before = plan.Existing.GetValueOrDefault(document.Canonical(entry.Value.Address));
                var after = await PutAsync(entry.Place, () => entry.PutAsync(Directory, before));
                Done(entry.Place, new ProvisioningStep(EntryWriter.KindName(after.Kind), after.Address, Outcome(before?.Version, after.Version)));
            });
        }
        foreach (var domain in document.Domains)
        {
            foreach (var folder in domain.Folders)
            {
                cancellationToken.ThrowIfCancellationRequested();
                var info = plan.Domains[ProvisioningDocument.Normalize(domain.Info.Name)];
                var outcome = await PutAsync(folder.Place, () => _folders.PutAsync(info, folder));
                Done(folder.Place, new ProvisioningStep(EntryWriter.KindName(DirectoryKind.PublicFolder), folder.Path, outcome));
            }
        }
        return [.. document.Domains.SelectMany(d => d.Objects.Select(o => o.Place).Concat(d.Folders.Select(f => f.Place)).Prepend(d.Place)).Select(p => steps[p])];
    }

    internal static ProvisioningOutcome Outcome(long? before, long after) =>
        before is null ? ProvisioningOutcome.Created : before == after ? ProvisioningOutcome.Unchanged : ProvisioningOutcome.Changed;

    internal static bool Same(DomainInfo a, DomainInfo b) => a.Aliases.SequenceEqual(b.Aliases) && a with { Aliases = b.Aliases } == b;

    private static bool Refers(DirectoryObject value) =>
        value.Members.Count > 0 || value.FullAccess.Count > 0 || value.SendOnBehalf.Count > 0 || value.SendAs.Count > 0 || value.Manager.Length > 0 || value.ManagedBy.Length > 0;

    /// <summary>A refusal of the directory, with the place in the document: something came between the check and the change.</summary>
    private static async Task<T> PutAsync<T>(JsonPlace place, Func<Task<T>> put)
    {
        try
        {
            return await put();
        }
        catch (DirectoryException e)
        {
            throw new ProvisioningException([place.Error(e.Field, e.Message)]);
        }
    }
}
