namespace MapiOrleans.Mapi.Restrictions;

/// <summary>A restriction ([MS-OXCDATA] 2.12): a predicate over the properties of an object.</summary>
public abstract record Restriction;
