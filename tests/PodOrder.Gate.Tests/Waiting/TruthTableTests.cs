namespace PodOrder.Gate.Tests.Waiting;

public sealed class TruthTableTests(TruthTable table) : IClassFixture<TruthTable>
{
    [Theory]
    [MemberData(nameof(TruthTable.Rows), MemberType = typeof(TruthTable))]
    public async Task A_waiter_judges_its_dependency_by_the_table(string records, string policy, string condition, string verdict) =>
        Assert.Equal(verdict, await table.Verdict(records, policy, condition));
}
