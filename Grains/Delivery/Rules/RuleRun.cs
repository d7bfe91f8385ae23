using MapiOrleans.Grains.Interfaces.Mailbox;
using MapiOrleans.Mapi;
using MapiOrleans.Mapi.Properties;
using MapiOrleans.Mapi.Restrictions;

namespace MapiOrleans.Grains.Delivery.Rules;

/// <summary>
/// One message on its way through the rules of a mailbox. Nothing is written while they are asked: what they come to is one outcome, which
/// is carried out in one transaction.
/// </summary>
internal sealed partial class RuleRun(RuleEngine engine, RuleDelivery delivery, CancellationToken cancellationToken)
{
    private readonly List<Place> _places = [];
    private readonly List<(Place Place, DeliveryRule Rule, RuleAction Action)> _deferred = [];
    private readonly List<(Place Place, DeliveryRule Rule, RuleError Error, RuleAction? Action)> _errors = [];
    private readonly List<RuleFault> _faults = [];
    private readonly List<RuleReply> _answered = [];
    private readonly List<RuleMail> _mails = [];
    private readonly HashSet<long> _visited = [];
    private readonly bool _outOfOffice = delivery.Info.OutOfOffice.IsAway(engine.Time.GetUtcNow());
    private RuleHeaders? _headers;
    private bool _matched;
    private bool _answeredAway;

    /// <summary>The message in a folder, for now.</summary>
    private sealed class Place(long folderId, RuleState state, Place? from)
    {
        public long FolderId => folderId;
        public RuleState State => state;
        /// <summary>Where it was moved from; null for the first place and for copies.</summary>
        public Place? From => from;
        public bool IsGone { get; set; }
    }

    /// <summary>What the rules come to; null where none changes anything.</summary>
    public async Task<RuleOutcome?> RunAsync(long folderId)
    {
        var first = new Place(folderId, new RuleState(delivery.Content), null);
        _places.Add(first);
        await AskAsync(first);
        if (_outOfOffice) await SayAwayAsync();
        if (!_matched && _faults.Count == 0 && _mails.Count == 0) return null;
        // PidTagHasDeferredActionMessages goes onto the message before it is saved, as the client's work begins with it.
        foreach (var place in _deferred.Select(d => StandsFor(d.Place)).OfType<Place>().Distinct()) place.State.Set(new(PidTag.HasDeferredActionMessages, PropertyValue.Bool(true)));
        var kept = _places.Where(p => !p.IsGone).ToList();
        var outcome = new RuleOutcome([.. kept.Select(p => new RuleCopy(p.FolderId, p.State))], Deferred(kept), _faults, _answered, _mails);
        RuleLog.Done(engine.Logger, delivery.TransactionId, delivery.Info.MailboxGuid, outcome.Copies.Count, outcome.Deferred.Count, outcome.Mails.Count);
        return outcome;
    }

    /// <summary>Asks the rules of the folder that the message is in, and of those that they move it to.</summary>
    private async Task AskAsync(Place place)
    {
        if (!_visited.Add(place.FolderId) || _visited.Count > engine.Options.MaxRuleFolders) return;
        if (await delivery.Mailbox.FindFolderAsync(MailboxCaller.Server, place.FolderId, deletedToo: false) is not { } view) return;
        var (rules, faults) = await engine.Reader.ReadAsync(delivery.Mailbox, delivery.Key, view.Folder, cancellationToken);
        _faults.AddRange(faults);
        var oofOnly = false;
        foreach (var rule in rules)
        {
            if (!rule.IsActive(_outOfOffice) || (oofOnly && !rule.IsOof)) continue;
            if ((rule.State & RuleStates.SkipIfSafe) != 0 && place.State.Content.Properties.GetInt32(PidTag.ContentFilterSpamConfidenceLevel) == -1) continue;
            if (rule.AnswersOnce && await WasAnsweredAsync(rule)) continue;
            if (!await HoldsAsync(rule, place.State)) continue;
            _matched = true;
            var ended = false;
            foreach (var action in rule.Actions) ended |= await DoAsync(place, rule, action);
            oofOnly |= ended || (rule.State & RuleStates.ExitLevel) != 0;
        }
    }

    private async Task<bool> HoldsAsync(DeliveryRule rule, RuleState state)
    {
        if (rule.Condition is not { } condition) return true;
        await engine.BringAsync(delivery, state, condition, cancellationToken);
        return SearchKeys.AskForBoth(condition).Matches(state);
    }

    private async Task<bool> WasAnsweredAsync(DeliveryRule rule)
    {
        var (answered, senders) = await engine.Store.FindReplyAsync(delivery.Key, rule.FolderId, rule.RuleId, Sender, cancellationToken);
        return answered || senders >= engine.Mailboxes.MaxReplyHistory;
    }

    private string Sender => delivery.EnvelopeSender.ToLowerInvariant();

    /// <summary>Carries out an action; true where rules after it are not asked any more, but for those of the absent.</summary>
    private async Task<bool> DoAsync(Place place, DeliveryRule rule, RuleAction action)
    {
        if (action.TryReadData(rule.Width, out var error) is not { } data)
        {
            Fail(place, rule, RuleError.Parsing, action, error.ToString()!);
            return false;
        }
        switch (data)
        {
            case MoveCopyActionData { FolderInThisStore: false } or DeferActionData:
                // Extended rules cannot be in deferred action messages (2.2.6).
                if (rule.IsExtended) Fail(place, rule, RuleError.Executing, action, "an extended rule for the client");
                else _deferred.Add((place, rule, action));
                return false;
            case MoveCopyActionData to:
                await MoveOrCopyAsync(place, rule, action, to);
                return false;
            case TagActionData { Value: var value }:
                if (IsSettable(value)) place.State.Set(value);
                else Fail(place, rule, RuleError.Executing, action, $"{value.Tag} is not to be set");
                return false;
            case ReplyActionData reply:
                await ReplyAsync(place, rule, action, reply);
                return false;
            case RecipientsActionData to:
                await SendOnAsync(place, rule, action, to);
                return false;
            case BounceActionData bounce:
                if (!await BounceAsync(place, rule, action, bounce.BounceCode)) return false;
                place.IsGone = true;
                return true;
            case NoActionData when action.TypeOf() == RuleActionType.MarkAsRead:
                place.State.IsRead = true;
                return false;
            default:
                place.IsGone = true;
                return true;
        }
    }

    private async Task MoveOrCopyAsync(Place place, DeliveryRule rule, RuleAction action, MoveCopyActionData to)
    {
        var move = action.TypeOf() == RuleActionType.Move;
        if (FolderOf(rule, to) is not { } folderId)
        {
            Fail(place, rule, RuleError.MoveOrCopy, action, "no folder of this mailbox is named");
            return;
        }
        if (move && folderId == place.FolderId) return;
        if (_places.Any(p => !p.IsGone && p.FolderId == folderId && p.State == place.State))
        {
            // Another rule has put it there.
            place.IsGone |= move;
            return;
        }
        if (_places.Count >= engine.Options.MaxRuleCopies)
        {
            Fail(place, rule, RuleError.MoveOrCopy, action, $"more than {engine.Options.MaxRuleCopies} copies");
            return;
        }
        var view = await delivery.Mailbox.FindFolderAsync(MailboxCaller.Server, folderId, deletedToo: false);
        if (view is null || view.Folder.Kind == FolderKind.Search)
        {
            Fail(place, rule, RuleError.MoveOrCopy, action, $"folder {folderId:X} is not there");
            return;
        }
        var target = new Place(folderId, move ? place.State : place.State.Copy(), move ? place : null);
        _places.Add(target);
        if (!move) return;
        place.IsGone = true;
        await AskAsync(target);
    }

    private long? FolderOf(DeliveryRule rule, MoveCopyActionData to)
    {
        if (!rule.IsExtended) return ServerEid.TryParse(to.FolderEntryId) is { } eid && Mapi.Identifiers.ObjectIds.FromWire(eid.FolderId) is > 0 and var id ? id : null;
        return Mapi.Identifiers.EntryIds.ParseFolder(to.FolderEntryId) is { } folder && folder.ReplGuid == delivery.Info.ReplGuid ? folder.GlobCnt : null;
    }

    /// <summary>Whether a rule may set a property: what clients may set, of a type that a message keeps.</summary>
    private static bool IsSettable(TaggedPropertyValue value) =>
        value.Tag.Id != 0 && value.Value.HasValue && value.Tag.Type == value.Value.Type
        && value.Value.Type is not (PropertyType.ErrorCode or PropertyType.Null or PropertyType.Object or PropertyType.Unspecified)
        && !Session.Properties.MessageProperties.IsReadOnly(value.Tag.Id);

    /// <summary>
    /// An action that failed: the owner is told once by a deferred error message, until the rule is changed. Extended rules have none; they
    /// are only marked (2.2.7).
    /// </summary>
    private void Fail(Place place, DeliveryRule rule, RuleError error, RuleAction action, string reason)
    {
        RuleLog.Failed(engine.Logger, delivery.TransactionId, delivery.Info.MailboxGuid, action.TypeOf(), rule.RuleId, reason);
        if ((rule.State & RuleStates.Error) != 0 || _faults.Any(f => f.RuleId == rule.RuleId)) return;
        _faults.Add(new RuleFault(rule.FolderId, rule.RuleId, rule.IsExtended, RuleStates.Error));
        if (!rule.IsExtended) _errors.Add((place, rule, error, action));
    }

    /// <summary>Where a message is in the end that was in a place: there, or where it was moved to from there. Null where it is nowhere.</summary>
    private Place? StandsFor(Place place) => !place.IsGone ? place : _places.Where(p => p.From == place).Select(StandsFor).FirstOrDefault(p => p is not null);

    private List<DeferredMessage> Deferred(List<Place> kept)
    {
        var messages = new List<DeferredMessage>();
        foreach (var group in _deferred.GroupBy(d => (d.Place, d.Rule.FolderId, d.Rule.Provider)))
        {
            // Of a message that is nowhere the client has nothing to do.
            if (StandsFor(group.Key.Place) is not { } place) continue;
            var content = DeferredContents.Action(delivery, group.Key.FolderId, group.Key.Provider, [.. group.Select(d => (d.Rule, d.Action))]);
            messages.Add(new DeferredMessage(content, kept.IndexOf(place), IsError: false));
        }
        foreach (var (place, rule, error, action) in _errors)
            messages.Add(new DeferredMessage(DeferredContents.Error(delivery, rule, error, action), StandsFor(place) is { } there ? kept.IndexOf(there) : -1, IsError: true));
        return messages;
    }
}
