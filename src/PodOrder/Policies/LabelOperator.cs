namespace PodOrder.Policies;

/// <summary>How a label is held against values (apimachinery meta/v1 LabelSelectorOperator).</summary>
public enum LabelOperator
{
    /// <summary>It is there and has one of the values.</summary>
    In,

    /// <summary>It has none of the values; so it is when it is not there.</summary>
    NotIn,

    /// <summary>It is there.</summary>
    Exists,

    /// <summary>It is not there.</summary>
    DoesNotExist,
}
